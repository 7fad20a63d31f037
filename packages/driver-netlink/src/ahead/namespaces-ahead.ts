import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { libc } from '../libc/libc.js';
import { SystemError } from '../libc/system-error.js';
import { deleteNamespace } from '../namespace/named-namespace.js';
import type { MakeFailure, MakeRequest } from './messages.js';
import { MOST_AHEAD, put, slotOf, slotsIn, slotsMemory, type Slots } from './slots.js';

/** From so many namespaces on the second thread is worth its messages. */
const MANY = 8;
/** Making one takes a quarter of a millisecond; one that takes this long hangs. */
const PATIENCE_MS = 30_000;

/** The descriptors of a namespace that was made, and of a socket in it. */
export interface MadeAhead {
  readonly fd: number;
  readonly socket: number;
}

/** The second thread. It is started by the first call that could use it, and serves those after it. */
export class NamespacesAhead {
  readonly #worker: Worker;
  readonly #failures: MessagePort;
  #isReady = false;
  #isBusy = false;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.#failures = port1;
    this.#worker = new Worker(new URL('../ahead/namespace-maker.js', import.meta.url), {
      name: 'netloom-namespaces',
      workerData: { failures: port2 },
      transferList: [port2],
      resourceLimits: { maxYoungGenerationSizeMb: 1 },
    });
    this.#worker.on('message', () => (this.#isReady = true));
    // Without it the engine makes them itself.
    this.#worker.on('error', () => (this.#isReady = false));
    this.#worker.on('exit', () => (this.#isReady = false));
    this.#worker.unref();
    port1.unref();
  }

  static isWorthIt(names: readonly string[]): boolean {
    return names.length >= MANY;
  }

  /** Has the namespaces made, in this order; `undefined` where the thread cannot do it now. */
  begin(names: readonly string[]): Batch | undefined {
    if (!this.#isReady || this.#isBusy) return undefined;
    this.#isBusy = true;
    const memory = slotsMemory();
    const request: MakeRequest = { names, memory };
    this.#worker.postMessage(request);
    return new Batch(names, slotsIn(memory), this.#failures, () => (this.#isBusy = false));
  }

  async close(): Promise<void> {
    this.#failures.close();
    await this.#worker.terminate();
  }
}

/** Somebody else may have removed it by now. */
function removeIfThere(name: string): void {
  try {
    deleteNamespace(name);
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
  }
}

/** Namespaces that are made ahead for one call. */
export class Batch {
  readonly #names: readonly string[];
  readonly #slots: Slots;
  readonly #failures: MessagePort;
  readonly #onEnd: () => void;
  #place = 0;

  constructor(names: readonly string[], slots: Slots, failures: MessagePort, onEnd: () => void) {
    this.#names = names;
    this.#slots = slots;
    this.#failures = failures;
    this.#onEnd = onEnd;
  }

  /**
   * The namespace, if it is the next that is made; waits until it is.
   *
   * @throws {@link SystemError} with the reason why it could not be made.
   */
  take(name: string): MadeAhead | undefined {
    if (this.#names[this.#place] !== name) return undefined;
    const place = this.#place;
    while (Atomics.load(this.#slots.made, 0) <= place) {
      if (Atomics.wait(this.#slots.made, 0, place, PATIENCE_MS) === 'timed-out')
        throw new SystemError(`make namespace ${name}`, 'ETIMEDOUT');
    }
    this.#place += 1;
    const [fd = -1, socket = -1] = slotOf(this.#slots, place);
    put(this.#slots.taken, this.#place);
    if (fd >= 0) return { fd, socket };
    const { errno = 'EIO', kernelMessage }: Partial<MakeFailure> = receiveMessageOnPort(this.#failures)?.message ?? {};
    throw new SystemError(`make namespace ${name}`, errno, kernelMessage);
  }

  /** What was made and not taken, because something failed before, is removed again. */
  end(): void {
    put(this.#slots.stopped, 1);
    // Changed in any case, or a maker that is about to wait would not wake.
    put(this.#slots.taken, this.#names.length + MOST_AHEAD);
    while (Atomics.load(this.#slots.ended, 0) === 0) {
      if (Atomics.wait(this.#slots.ended, 0, 0, PATIENCE_MS) === 'timed-out') break;
    }
    const made = Atomics.load(this.#slots.made, 0);
    for (let place = this.#place; place < made; place += 1) {
      const [fd = -1, socket = -1] = slotOf(this.#slots, place);
      if (fd < 0) continue;
      libc().close(socket);
      libc().close(fd);
      removeIfThere(this.#names[place] ?? '');
    }
    while (receiveMessageOnPort(this.#failures) !== undefined);
    this.#onEnd();
  }
}
