/** Work that stops after each of its pieces. */
export type Pieces<T> = Generator<undefined, T>;

/** Runs work in one piece. */
export function atOnce<T>(pieces: Pieces<T>): T {
  for (;;) {
    const { done, value } = pieces.next();
    if (done === true) return value;
  }
}

/** A timer of a millisecond is late by this at the most, but for what cannot be parted. */
const SLICE_MS = 2;

/**
 * Lets the event loop turn during long work on the main thread: a server goes on answering while a transaction of
 * thousands of operations is worked out.
 */
export class Breather {
  #sliceEnd = performance.now() + SLICE_MS;

  /** Work has gone on for so long that it is time for {@link breathe}. */
  get isDue(): boolean {
    return performance.now() > this.#sliceEnd;
  }

  async breathe(): Promise<void> {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    this.#sliceEnd = performance.now() + SLICE_MS;
  }

  /** Breathes if it is due: between two pieces of work. */
  async pause(): Promise<void> {
    if (this.isDue) await this.breathe();
  }

  /** Runs work that stops after each of its pieces, and breathes between them. */
  async run<T>(pieces: Pieces<T>): Promise<T> {
    for (;;) {
      const { done, value } = pieces.next();
      if (done === true) return value;
      if (this.isDue) await this.breathe();
    }
  }
}
