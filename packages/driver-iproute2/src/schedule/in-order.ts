import type { Job } from './job.js';

/**
 * All jobs, each after those that it waits for, otherwise in the order given.
 *
 * @throws where jobs wait for each other in a circle.
 */
export function inOrder(jobs: readonly Job[]): readonly Job[] {
  const order: Job[] = [];
  const state = new Map<number, 'visiting' | 'placed'>();
  const visit = (index: number): void => {
    const job = jobs[index];
    if (job === undefined || state.get(index) === 'placed') return;
    if (state.get(index) === 'visiting') throw new Error('the operations wait for each other in a circle');
    state.set(index, 'visiting');
    for (const before of job.after) visit(before);
    state.set(index, 'placed');
    order.push(job);
  };
  for (const index of jobs.keys()) visit(index);
  return order;
}
