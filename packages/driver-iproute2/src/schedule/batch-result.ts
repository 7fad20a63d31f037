import type { OperationFailure } from '@netloom/core';

/** What became of one job. */
export type JobOutcome = 'done' | 'not-run' | 'unknown' | OperationFailure;

/** One outcome a job of the batch, in their order. */
export type BatchResult = readonly JobOutcome[];

/** The first `done` jobs are done, the next failed, the rest was not run. */
export function failedAt(count: number, done: number, failure: OperationFailure): BatchResult {
  return Array.from({ length: count }, (_, index) => {
    if (index < done) return 'done';
    return index === done ? failure : 'not-run';
  });
}

/** The same outcome for each of `count` jobs. */
export function all(count: number, outcome: 'done' | 'not-run' | 'unknown'): BatchResult {
  return Array.from({ length: count }, () => outcome);
}
