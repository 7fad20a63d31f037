import { Breather } from '../engine/breather.js';
import { StateDecoder, type ReadNamespace } from '../read/state-decoder.js';
import { replay } from './replay.js';

/**
 * Decodes a transcript as its pieces come, while the other side still reads: one after another, and with pauses, so that
 * they never hold up the thread however fast they come.
 */
export class TranscriptDecoder {
  readonly #decoder = new StateDecoder();
  readonly #breather = new Breather();
  readonly #waiting: Uint8Array[] = [];
  #running: Promise<void> | undefined;

  take(piece: Uint8Array): void {
    this.#waiting.push(piece);
    if (this.#running !== undefined) return;
    this.#running = this.#run();
    // Whoever asks for the end is told of an error; nobody may.
    this.#running.catch(() => undefined);
  }

  /** What the pieces so far say. @throws {@link DecodeError} where they are not well-formed. */
  async finish(): Promise<readonly ReadNamespace[]> {
    await this.#running;
    return this.#decoder.namespaces;
  }

  async #run(): Promise<void> {
    // A pause at first: several pieces may have come together.
    for (;;) {
      await this.#breather.breathe();
      do {
        const piece = this.#waiting.shift();
        if (piece === undefined) {
          this.#running = undefined;
          return;
        }
        replay(piece, this.#decoder);
      } while (!this.#breather.isDue);
    }
  }
}
