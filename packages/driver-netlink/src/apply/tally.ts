import type { KernelOperation, Outcome } from '@netloom/core';
import { NOT_RUN } from './outcome.js';
import { withCommand } from './with-command.js';

/** The outcomes of a call's operations, each told once. */
export class Tally {
  readonly #operations: readonly KernelOperation[];
  readonly #onOutcome: (index: number, outcome: Outcome) => void;
  readonly #outcomes: (Outcome | undefined)[];
  #isStopped = false;

  constructor(operations: readonly KernelOperation[], onOutcome: (index: number, outcome: Outcome) => void) {
    this.#operations = operations;
    this.#onOutcome = onOutcome;
    this.#outcomes = operations.map(() => undefined);
  }

  /** Something was not done: nothing new is to begin. */
  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Tells the outcome of an operation; a failure is told at the end, with its command. */
  settle(place: number, outcome: Outcome): void {
    this.#outcomes[place] = outcome;
    if (outcome.status !== 'done') this.#isStopped = true;
    if (outcome.status === 'done' || outcome.status === 'unknown') this.#onOutcome(place, outcome);
  }

  /** Tells the rest: failures, and that what was not settled was not run. */
  async finish(): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const [place, outcome = NOT_RUN] of this.#outcomes.entries()) {
      const isFailed = outcome.status === 'failed';
      const told = isFailed ? await withCommand(outcome, this.#operations[place]) : outcome;
      if (isFailed || outcome === NOT_RUN) this.#onOutcome(place, told);
      outcomes.push(told);
    }
    return outcomes;
  }
}
