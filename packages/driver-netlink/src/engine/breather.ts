/** After this long the thread is let go, so that it hears of an abort, and a main thread's event loop is not held up. */
const SLICE_MS = 4;

/** Lets the thread do other things every few milliseconds of work. */
export class Breather {
  #sliceEnd = performance.now() + SLICE_MS;

  /** It is time for {@link breathe}. */
  get isDue(): boolean {
    return performance.now() > this.#sliceEnd;
  }

  async breathe(): Promise<void> {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    this.#sliceEnd = performance.now() + SLICE_MS;
  }
}
