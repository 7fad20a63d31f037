import type { KernelOperation, NamespaceRef, NetworkState, Outcome, StateEvent } from '@netloom/core';
import { Breather } from '../engine/breather.js';
import type { ApplyRequest, EngineClient } from '../engine/engine-client.js';
import type { PlainCapabilities } from '../engine/capabilities.js';
import type { PlainTarget } from '../probe/probe.js';
import { assembleState } from '../read/assemble-state.js';
import type { ForeignAnswer, ForeignQuestion } from '../read/foreign-link.js';
import type { PlainQuery } from '../read/record-state.js';
import { TranscriptDecoder } from '../transcript/transcript-decoder.js';
import type { Channel, Method, Reply, Request, ToldOutcome } from './messages.js';
import { fromPlainError } from './plain-error.js';

interface Call {
  resolve(result: unknown): void;
  reject(error: Error): void;
  readonly options: CallOptions | undefined;
}

/** What can be told to a call, and heard of it, while it is under way. */
interface CallOptions extends Partial<Pick<ApplyRequest, 'onOutcome'>> {
  readonly signal: AbortSignal;
  onEvent?(event: StateEvent): void;
  onTranscript?(piece: Uint8Array): void;
}

/** An engine on the other side of a channel. */
export class RemoteEngine implements EngineClient {
  readonly #channel: Channel<Reply, Request>;
  readonly #calls = new Map<number, Call>();
  #lastId = 0;
  #broken: Error | undefined;

  constructor(channel: Channel<Reply, Request>) {
    this.#channel = channel;
    channel.listen((reply) => this.#receive(reply));
  }

  async capabilities(wanted: readonly string[]): Promise<PlainCapabilities> {
    return (await this.#call('capabilities', wanted)) as PlainCapabilities;
  }

  async namespaces(): Promise<readonly string[]> {
    return (await this.#call('namespaces', undefined)) as readonly string[];
  }

  async tryLock(file: number): Promise<boolean> {
    return (await this.#call('tryLock', file)) as boolean;
  }

  async read(query: PlainQuery, signal: AbortSignal): Promise<NetworkState> {
    const decoder = new TranscriptDecoder();
    await this.#call('read', query, { signal, onTranscript: (piece) => decoder.take(piece) });
    const read = await decoder.finish();
    const ask = async (question: ForeignQuestion): Promise<readonly ForeignAnswer[]> =>
      (await this.#call('askForeign', question)) as readonly ForeignAnswer[];
    return await assembleState(read, query.namespaces, ask);
  }

  async probe(target: PlainTarget, signal: AbortSignal): Promise<void> {
    await this.#call('probe', target, { signal });
  }

  async watch(
    namespace: NamespaceRef | undefined,
    emit: (event: StateEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#call('watch', namespace, { signal, onEvent: emit });
  }

  /** Operations whose outcome never came, because the other side died, are unknown. */
  async apply(
    operations: readonly KernelOperation[],
    { signal, onOutcome, behind }: ApplyRequest,
  ): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = operations.map(() => UNKNOWN);
    const told = operations.map(() => false);
    const tell = (index: number, outcome: Outcome): void => {
      told[index] = true;
      outcomes[index] = outcome;
      onOutcome(index, outcome);
    };
    const isLong = operations.length > OPERATIONS_A_PART;
    const parts = isLong ? await inParts(operations) : [JSON.stringify(operations)];
    // The other side would hear of it only once it has begun.
    if (signal.aborted) {
      for (const index of operations.keys()) tell(index, NOT_RUN);
      return outcomes;
    }
    try {
      const rest = await this.#call('apply', { behind }, { signal, onOutcome: tell }, parts);
      for (const [index, outcome] of rest as readonly ToldOutcome[]) tell(index, outcome);
    } catch (error) {
      if (this.#broken === undefined) throw error;
      for (const [index, isTold] of told.entries()) if (!isTold) tell(index, UNKNOWN);
    }
    return outcomes;
  }

  async close(): Promise<void> {
    await this.#call('close', undefined);
  }

  /** The other side is gone: every call that waits for it fails. */
  fail(error: Error): void {
    this.#broken ??= error;
    for (const call of this.#calls.values()) call.reject(error);
    this.#calls.clear();
  }

  #call(method: Method, argument: unknown, options?: CallOptions, parts?: readonly string[]): Promise<unknown> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    this.#lastId += 1;
    const id = this.#lastId;
    const abort = (): void => this.#channel.post({ id, method: 'abort' });
    return new Promise<unknown>((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, options });
      const text = JSON.stringify(argument) ?? 'null';
      this.#channel.post({ id, method, argument: text, ...(parts === undefined ? {} : { parts }) });
      if (options?.signal.aborted === true) abort();
      else options?.signal.addEventListener('abort', abort, { once: true });
    }).finally(() => options?.signal.removeEventListener('abort', abort));
  }

  #receive(reply: Reply): void {
    const call = this.#calls.get(reply.id);
    if (call === undefined) return;
    const { options } = call;
    if ('outcomes' in reply) {
      for (const [index, outcome] of JSON.parse(reply.outcomes) as readonly ToldOutcome[])
        options?.onOutcome?.(index, outcome);
      return;
    }
    if ('events' in reply) {
      for (const event of JSON.parse(reply.events) as StateEvent[]) options?.onEvent?.(event);
      return;
    }
    if ('transcript' in reply) {
      options?.onTranscript?.(reply.transcript);
      return;
    }
    this.#calls.delete(reply.id);
    if ('error' in reply) call.reject(fromPlainError(reply.error));
    else call.resolve(JSON.parse(reply.result));
  }
}

/** So many operations go in one text. */
const OPERATIONS_A_PART = 100;

async function inParts(operations: readonly KernelOperation[]): Promise<readonly string[]> {
  const breather = new Breather();
  const parts: string[] = [];
  for (let at = 0; at < operations.length; at += OPERATIONS_A_PART) {
    if (breather.isDue) await breather.breathe();
    parts.push(JSON.stringify(operations.slice(at, at + OPERATIONS_A_PART)));
  }
  return parts;
}

const NOT_RUN: Outcome = Object.freeze({ status: 'not-run' });
const UNKNOWN: Outcome = Object.freeze({ status: 'unknown' });
