import { inOrder } from './in-order.js';
import type { Job } from './job.js';
import { makesNamesStale, trustsNames } from './name-cache.js';

/** Jobs that one process does, one after another, and the batches that must be done before. */
export interface Batch {
  /** By index into the list of jobs, in the order in which they are done. */
  readonly jobs: readonly number[];
  /** By index into the list of batches, each smaller than the batch's own. */
  readonly after: ReadonlySet<number>;
}

/**
 * Jobs in one batch at most. A batch is always brought to its end, so this bounds how long an abort takes; and what
 * waits for its first part can begin while the rest runs.
 */
const MAX_JOBS = 2048;

/**
 * As few batches as the order allows: jobs of one place share a batch unless something in another place must happen in
 * between. A job's wave is the greatest number of changes of place on any way to it; place and wave name the batch.
 */
export function batchesOf(jobs: readonly Job[]): readonly Batch[] {
  const batchOf: number[] = [];
  const batches: FillingBatch[] = [];
  const filling = new Map<string, number>();
  // Wave by wave, so that all that a batch waits for is in batches before it.
  for (const { job, wave } of withWaves(jobs).toSorted((one, other) => one.wave - other.wave)) {
    const name = `${wave} ${job.place}`;
    const open = filling.get(name);
    // What happens in one place stays in its order.
    const at = open !== undefined && takes(batches[open], job) ? open : batches.push(emptyBatch(open)) - 1;
    filling.set(name, at);
    batchOf[job.index] = at;
    batches[at]?.jobs.push(job.index);
    if (batches[at] !== undefined) batches[at].stale ||= makesNamesStale(job.command);
    for (const before of job.after) {
      const earlier = batchOf[before];
      if (earlier !== undefined && earlier !== at) batches[at]?.after.add(earlier);
    }
  }
  return batches;
}

interface FillingBatch extends Batch {
  readonly jobs: number[];
  readonly after: Set<number>;
  /** Names that its process remembers may be wrong by now. */
  stale: boolean;
}

function emptyBatch(after: number | undefined): FillingBatch {
  return { jobs: [], after: new Set(after === undefined ? [] : [after]), stale: false };
}

function takes(batch: FillingBatch | undefined, job: Job): boolean {
  return batch !== undefined && batch.jobs.length < MAX_JOBS && !(batch.stale && trustsNames(job.command));
}

function withWaves(jobs: readonly Job[]): readonly { readonly job: Job; readonly wave: number }[] {
  const waves: number[] = [];
  return inOrder(jobs).map((job) => {
    const steps = job.after.map((before) => (waves[before] ?? 0) + (jobs[before]?.place === job.place ? 0 : 1));
    const wave = Math.max(0, ...steps);
    waves[job.index] = wave;
    return { job, wave };
  });
}
