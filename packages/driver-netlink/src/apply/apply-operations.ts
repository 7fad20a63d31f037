import { setImmediate } from 'node:timers/promises';
import type { KernelOperation, Outcome } from '@netloom/core';
import type { Session } from '../engine/session.js';
import type { Applied } from './applier.js';
import { APPLIERS } from './appliers.js';
import { outcomeOfError } from './outcome.js';

/** What the caller wants to be asked and told while operations run. */
export interface ApplyControl {
  /** Asked before each operation; `true` lets nothing new begin. */
  aborted(): boolean;
  onOutcome(index: number, outcome: Outcome): void;
  /** Called before the thread is let go for a moment. */
  onPause?(): void;
}

/** After this long the thread is let go, so that it hears of an abort, and the main thread's loop is not held up. */
const SLICE_MS = 4;

/**
 * Runs the operations in their order, which puts each behind those that it depends on. Each is answered before the next
 * one is sent, so that nothing begins after the first failure, and every outcome is exact.
 */
export async function applyOperations(
  operations: readonly KernelOperation[],
  session: Session,
  control: ApplyControl,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let stopped = false;
  let sliceEnd = performance.now() + SLICE_MS;
  for (const [index, operation] of operations.entries()) {
    if (!stopped && performance.now() > sliceEnd) {
      control.onPause?.();
      await setImmediate();
      sliceEnd = performance.now() + SLICE_MS;
    }
    const outcome = stopped || control.aborted() ? NOT_RUN : applyOne(operation, session);
    if (outcome.status !== 'done') stopped = true;
    outcomes.push(outcome);
    control.onOutcome(index, outcome);
  }
  return outcomes;
}

const NOT_RUN: Outcome = Object.freeze({ status: 'not-run' });
const DONE: Outcome = Object.freeze({ status: 'done' });

function applyOne(operation: KernelOperation, session: Session): Outcome {
  try {
    const apply = APPLIERS[operation.op] as (operation: KernelOperation, session: Session) => Applied;
    const identity = apply(operation, session);
    return identity === undefined ? DONE : { status: 'done', identity };
  } catch (error) {
    return outcomeOfError(error, operation);
  }
}
