import type { KernelOperation, Outcome } from '@netloom/core';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import { MessageWriter } from '../wire/message-writer.js';
import type { Ack } from '../socket/ack.js';
import { errorOf, StoppedError } from './applier.js';
import { DONE, outcomeOfError } from './outcome.js';

/** How a message goes to the kernel. */
export interface Posting {
  readonly namespace: OpenNamespace;
  /**
   * It may be sent together with others, behind one that fails: it makes what must not exist, or is about a link of ours,
   * by its index. What destroys, and what goes by name, is sent alone, so that it is not tried once something failed.
   */
  readonly together: boolean;
  /** The operation is carried out from the veth's other side. */
  readonly swapped?: boolean;
  /** Takes back what the operation did before, if the kernel refuses this message. */
  mend?(): void;
}

/** A message that waits, and the operation that it is of. */
interface Posted {
  readonly place: number;
  readonly posting: Posting;
}

/** Making a link takes a part of a millisecond, and the thread does nothing else until the kernel has made them all. */
const MOST_TOGETHER = 16;

const NONE = -1;

const NO_FAILURES: ReadonlyMap<number, Error> = new Map();

/**
 * Messages on their way to the kernel. Those that may be are kept until one comes that cannot join them, and sent by one
 * call: that saves two system calls and an answer for each. An operation is settled when all of its are answered.
 */
export class Outbox {
  readonly #operations: readonly KernelOperation[];
  readonly #settle: (place: number, outcome: Outcome) => void;
  readonly #behind: readonly number[];
  readonly #writer = new MessageWriter();
  #waiting: Posted[] = [];
  /** The operation that is being carried out. */
  #current = NONE;
  /** The last operation that sent a message and had not said all then. */
  #begun = NONE;

  /** @param behind - For each operation the last of those that must be done before it. */
  constructor(
    operations: readonly KernelOperation[],
    settle: (place: number, outcome: Outcome) => void,
    behind: readonly number[] = [],
  ) {
    this.#operations = operations;
    this.#settle = settle;
    this.#behind = behind;
  }

  /** Carries out one operation and settles it: at once, or where messages of it wait when they are sent. */
  run(place: number, action: () => Outcome): void {
    this.#current = place;
    let outcome: Outcome;
    try {
      outcome = action();
    } catch (error) {
      if (error instanceof StoppedError) return;
      outcome = this.#outcomeOf(place, error);
      if (!this.#withdraw(place)) return;
    } finally {
      this.#current = NONE;
    }
    if (this.#waiting.at(-1)?.place !== place) this.#settle(place, outcome);
  }

  /**
   * Has the kernel told what `write` writes, now or soon.
   *
   * @throws {@link RequestError} or {@link LostAckError} where a message of the operation was answered so.
   * @throws {@link StoppedError} where one of an operation before it was.
   */
  post(posting: Posting, write: (writer: MessageWriter) => void): void {
    if (!this.#joins(posting) || this.#waitsFor()) this.flush();
    write(this.#writer);
    this.#waiting.push({ place: this.#current, posting });
    if (!posting.together) this.flush();
  }

  /** Sends what waits, and tells whether all of it was done. Throws as {@link post} does. */
  flush(): boolean {
    const sent = this.#waiting;
    const [first] = sent;
    if (first === undefined) return true;
    const writer = this.#writer;
    const acks = first.posting.namespace.socket.request(writer);
    if (sent.at(-1)?.place === this.#current) this.#begun = this.#current;
    const failures = acks.every(({ status }) => status === 'done') ? NO_FAILURES : this.#failures(sent, acks);
    this.#waiting = [];
    writer.keep(0);
    this.#settleAll(sent, failures);
    return failures.size === 0;
  }

  /**
   * Ends an aborted call: what waits is not sent, except the rest of an operation that has begun, since one that is told
   * of as not run must have done nothing.
   */
  abandon(): void {
    this.#waiting = this.#waiting.filter(({ place }) => place === this.#begun);
    this.#writer.keep(this.#waiting.length);
    this.flush();
  }

  /** What went wrong, by the place of its operation: the first thing of each. */
  #failures(sent: readonly Posted[], acks: readonly Ack[]): ReadonlyMap<number, Error> {
    const failures = new Map<number, Error>();
    for (const [at, { place, posting }] of sent.entries()) {
      const ack = acks[at];
      if (ack?.status === 'done' || failures.has(place)) continue;
      const error = errorOf(ack, this.#writer.message(at), posting.swapped);
      failures.set(place, error);
      posting.mend?.();
    }
    return failures;
  }

  /**
   * An operation that failed has no more to say. What others have is sent, since they came first; where one of them fails,
   * this one was not to begin, and `false` is returned.
   */
  #withdraw(place: number): boolean {
    this.#waiting = this.#waiting.filter((waiting) => waiting.place !== place);
    this.#writer.keep(this.#waiting.length);
    this.#current = NONE;
    return this.flush();
  }

  #joins({ together, namespace }: Posting): boolean {
    const [first] = this.#waiting;
    if (!together || first?.posting.namespace !== namespace) return false;
    // Those of one operation are not parted: if one before it failed, none of them may have been sent.
    return this.#waiting.length < MOST_TOGETHER || this.#waiting.at(-1)?.place === this.#current;
  }

  /** What the operation depends on must be known to be done: if that failed, it is not tried. */
  #waitsFor(): boolean {
    const [first] = this.#waiting;
    return first !== undefined && first.place !== this.#current && (this.#behind[this.#current] ?? NONE) >= first.place;
  }

  #settleAll(sent: readonly Posted[], failures: ReadonlyMap<number, Error>): void {
    // By number, here where it counts: an iterator that gives places as well takes as long as the rest.
    for (let at = 0; at < sent.length; at += 1) {
      const place = sent[at]?.place ?? NONE;
      if (place === this.#current || sent[at + 1]?.place === place) continue;
      const error = failures.get(place);
      this.#settle(place, error === undefined ? DONE : this.#outcomeOf(place, error));
    }
    if (failures.size === 0 || this.#current === NONE) return;
    throw failures.get(this.#current) ?? new StoppedError('an operation before it failed');
  }

  #outcomeOf(place: number, error: unknown): Outcome {
    const operation = this.#operations[place];
    if (operation === undefined) throw error;
    return outcomeOfError(error, operation);
  }
}
