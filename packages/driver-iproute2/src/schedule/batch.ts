import { inOrder } from './in-order.js';
import type { Job } from './job.js';

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
  const batches: { readonly jobs: number[]; readonly after: Set<number> }[] = [];
  const filling = new Map<string, number>();
  // Wave by wave, so that all that a batch waits for is in batches before it.
  for (const { job, wave } of withWaves(jobs).toSorted((one, other) => one.wave - other.wave)) {
    const name = `${wave} ${job.place}`;
    let at = filling.get(name);
    if (at === undefined || (batches[at]?.jobs.length ?? 0) >= MAX_JOBS) {
      // What happens in one place stays in its order.
      at = batches.push({ jobs: [], after: new Set(at === undefined ? [] : [at]) }) - 1;
      filling.set(name, at);
    }
    batchOf[job.index] = at;
    batches[at]?.jobs.push(job.index);
    for (const before of job.after) {
      const earlier = batchOf[before];
      if (earlier !== undefined && earlier !== at) batches[at]?.after.add(earlier);
    }
  }
  return batches;
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
