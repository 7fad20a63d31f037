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
  onDone: (jobs: readonly number[], outcomes: readonly JobOutcome[]) => Promise<void> | void,
): Promise<void> {
  let stopped = false;
  const mayStart = (): boolean => !stopped && !signal.aborted;
  const finished: Promise<void>[] = [];
  const begin = async ({ jobs, after }: Batch): Promise<void> => {
    await Promise.all([...after].map((earlier) => finished[earlier]));
    const outcomes = mayStart() ? await run(jobs, mayStart) : all(jobs.length, 'not-run');
    if (outcomes.some((outcome) => outcome !== 'done')) stopped = true;
    await onDone(jobs, outcomes);
  };
  for (const batch of topological(batches)) finished[batch.index] = begin(batch);
  await Promise.all(finished);
}

/** The batches with their index, each after those that it waits for. */
function topological(batches: readonly Batch[]): readonly (Batch & { readonly index: number })[] {
  const placed = new Set<number>();
  const order: (Batch & { readonly index: number })[] = [];
  const place = (index: number): void => {
    const batch = batches[index];
    if (batch === undefined || placed.has(index)) return;
    placed.add(index);
    for (const earlier of batch.after) place(earlier);
    order.push({ ...batch, index });
  };
  for (const index of batches.keys()) place(index);
  return order;
}
