import { ConflictError } from '../../error/conflict-error.js';
import type { BeginOptions } from './journal.js';

/** The patience of one commit: how long it may wait for others, all in all. */
export class Patience {
  readonly #end: number;
  readonly #signal: AbortSignal;

  constructor({ lockTimeoutMs, signal }: BeginOptions) {
    this.#end = performance.now() + lockTimeoutMs;
    this.#signal = signal;
  }

  get signal(): AbortSignal {
    return this.#signal;
  }

  get leftMs(): number {
    return Math.max(0, this.#end - performance.now());
  }

  /**
   * Waits for what another transaction does.
   *
   * @param work - Is begun only where nobody has ended the waiting before: what is begun and not waited for fails unseen.
   * @param owner - Who is waited for, for the error.
   * @throws ConflictError where it takes too long, or the signal's reason.
   */
  async waitFor<T>(work: () => Promise<T>, owner: string): Promise<T> {
    this.#signal.throwIfAborted();
    let timer: NodeJS.Timeout | undefined;
    let stop: (() => void) | undefined;
    const end = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(this.tooLong(owner)), this.leftMs);
      stop = () => reject(this.#signal.reason as Error);
      this.#signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work(), end]);
    } finally {
      clearTimeout(timer);
      if (stop) this.#signal.removeEventListener('abort', stop);
    }
  }

  tooLong(owner: string): ConflictError {
    return new ConflictError('another transaction is in the way, and did not end in time', [owner]);
  }
}
