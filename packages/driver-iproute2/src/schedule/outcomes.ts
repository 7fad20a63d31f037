import type { Outcome } from '@netloom/core';
import type { JobOutcome } from './batch-result.js';

/** Puts the outcomes of jobs together to those of operations, and says each operation's once, as soon as it is known. */
export class Outcomes {
  readonly #jobs: JobOutcome[][];
  readonly #expected: readonly number[];
  readonly #settled: (Outcome | undefined)[];
  readonly #say: (operation: number, outcome: Outcome) => void;

  constructor(expected: readonly number[], say: (operation: number, outcome: Outcome) => void) {
    this.#expected = expected;
    this.#jobs = expected.map(() => []);
    this.#settled = expected.map(() => undefined);
    this.#say = say;
  }

  /** Takes in what became of a job; gives `true` where that makes its operation done. */
  add(operation: number, outcome: JobOutcome): boolean {
    const own = this.#jobs[operation] ?? [];
    own.push(outcome);
    if (typeof outcome === 'object') this.settle(operation, outcome);
    return own.length === this.#expected[operation] && own.every((each) => each === 'done');
  }

  /** Says the outcome of an operation, unless that was said before. */
  settle(operation: number, outcome: Outcome): void {
    if (this.#settled[operation] !== undefined) return;
    this.#settled[operation] = outcome;
    this.#say(operation, outcome);
  }

  /** The operations that failed when a part of them was done. */
  halfDone(): number[] {
    return this.#jobs.flatMap((own, operation) =>
      own[0] === 'done' && this.#settled[operation]?.status === 'failed' ? [operation] : [],
    );
  }

  /** Says the rest. An operation of which a part was done, or may have been, is unknown. */
  finish(): readonly Outcome[] {
    for (const [operation, own] of this.#jobs.entries()) {
      const untouched = own.every((outcome) => outcome === 'not-run');
      const done = own.length === this.#expected[operation] && own.every((outcome) => outcome === 'done');
      this.settle(operation, { status: done ? 'done' : untouched ? 'not-run' : 'unknown' });
    }
    return this.#settled.map((outcome) => outcome ?? { status: 'unknown' });
  }
}
