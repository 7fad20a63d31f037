import { expected } from './option/expected.js';

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

/**
 * The time of a simulated kernel. It stands still until it is told to go on, so that a test that waits for duplicate
 * address detection takes no time at all.
 */
export class VirtualClock {
  #now = 0;
  readonly #timers: Timer[] = [];

  /** Milliseconds since the kernel was made. */
  get now(): number {
    return this.#now;
  }

  /** Has `run` called when `delayMs` have passed. */
  schedule(delayMs: number, run: () => void): void {
    const timer = { due: this.#now + delayMs, run };
    // From the end: most of what is scheduled is due last.
    const earlier = this.#timers.findLastIndex((other) => other.due <= timer.due);
    this.#timers.splice(earlier + 1, 0, timer);
  }

  /**
   * Lets time pass; whatever falls due meanwhile happens, in order.
   *
   * @param ms - Milliseconds, 0 or more.
   * @throws RangeError for what is no such number.
   * @example
   *   kernel.clock.advance(2_000);
   */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) throw expected('ms', 'a number of milliseconds, 0 or more', ms);
    const end = this.#now + ms;
    // What a timer schedules goes behind it, and may be due before the next.
    let passed = 0;
    for (let next = this.#timers[0]; next !== undefined && next.due <= end; next = this.#timers[passed]) {
      passed += 1;
      this.#now = next.due;
      next.run();
    }
    this.#timers.splice(0, passed);
    this.#now = end;
  }

  /** Lets time pass until nothing is due any more. */
  settle(): void {
    for (let last = this.#timers.at(-1); last !== undefined; last = this.#timers.at(-1)) {
      this.advance(last.due - this.#now);
    }
  }
}
