import { type BatchResult, type JobOutcome, all } from './batch-result.js';
import type { Batch } from './batch.js';

/** Runs the jobs of one batch; asks `mayStart` when its turn has come. */
export type RunBatch = (jobs: readonly number[], mayStart: () => boolean) => Promise<BatchResult>;

/**
 * Runs batches, each after those that it waits for and the rest side by side. After the first failure, or once `signal`
 * is aborted, nothing new begins; what runs is brought to its end.
 */
export async function runBatches(
  batches: readonly Batch[],
  run: RunBatch,
  signal: AbortSignal,
  onDone: (jobs: readonly number[], outcomes: readonly JobOutcome[]) => Promise<void>,
): Promise<void> {
  let stopped = false;
  const mayStart = (): boolean => !stopped && !signal.aborted;
  const finished: Promise<void>[] = [];
  const begin = async ({ jobs, after }: Batch): Promise<void> => {
    // A batch comes behind all that it waits for.
    await Promise.all(finished.filter((_, index) => after.has(index)));
    const outcomes = mayStart() ? await run(jobs, mayStart) : all(jobs.length, 'not-run');
    if (outcomes.some((outcome) => outcome !== 'done')) stopped = true;
    await onDone(jobs, outcomes);
  };
  for (const batch of batches) finished.push(begin(batch));
  await Promise.all(finished);
}
