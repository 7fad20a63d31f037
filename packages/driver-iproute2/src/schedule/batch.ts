import type { Job } from './job.js';

/** Jobs that one process does, one after another, and the batches that must be done before. */
export interface Batch {
  /** By index into the list of jobs, in the order in which they are done. */
  readonly jobs: readonly number[];
  /** By index into the list of batches. */
  readonly after: ReadonlySet<number>;
}

/**
 * As few batches as the order allows: jobs of one place share a batch unless something in another place must happen in
 * between. A job's wave is the greatest number of changes of place on any way to it; place and wave name the batch.
 */
export function batchesOf(jobs: readonly Job[]): readonly Batch[] {
  const waves = new Map<number, number>();
  const batches: { jobs: number[]; after: Set<number> }[] = [];
  const byName = new Map<string, number>();
  const batchOf = new Map<number, number>();
  for (const index of inOrder(jobs)) {
    const { place, after } = jobs[index] as Job;
    const wave = Math.max(
      0,
      ...after.map((before) => (waves.get(before) ?? 0) + (jobs[before]?.place === place ? 0 : 1)),
    );
    waves.set(index, wave);
    const name = `${wave} ${place}`;
    const at = byName.get(name) ?? batches.push({ jobs: [], after: new Set() }) - 1;
    byName.set(name, at);
    batchOf.set(index, at);
    const batch = batches[at] as (typeof batches)[number];
    batch.jobs.push(index);
    for (const before of after) {
      const earlier = batchOf.get(before);
      if (earlier !== undefined && earlier !== at) batch.after.add(earlier);
    }
  }
  return batches;
}

/** All jobs, each after those that it waits for, otherwise in the order given. */
function inOrder(jobs: readonly Job[]): readonly number[] {
  const order: number[] = [];
  const state = new Map<number, 'visiting' | 'placed'>();
  const visit = (index: number): void => {
    if (state.get(index) === 'placed') return;
    if (state.get(index) === 'visiting') throw new Error('the operations wait for each other in a circle');
    state.set(index, 'visiting');
    for (const before of jobs[index]?.after ?? []) visit(before);
    state.set(index, 'placed');
    order.push(index);
  };
  for (const index of jobs.keys()) visit(index);
  return order;
}
