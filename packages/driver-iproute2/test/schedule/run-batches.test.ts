import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import type { OperationFailure, Outcome } from '@netloom/core';
import { type JobOutcome, all } from '../../dist/schedule/batch-result.js';
import { Outcomes } from '../../dist/schedule/outcomes.js';
import { runBatches } from '../../dist/schedule/run-batches.js';

const failure: OperationFailure = { status: 'failed', errno: 'EEXIST' };
const batch = (jobs: readonly number[], ...after: number[]): { jobs: readonly number[]; after: Set<number> } => ({
  jobs,
  after: new Set(after),
});

interface Recorded {
  readonly begun: number[];
  readonly outcomes: Map<number, JobOutcome>;
}

async function record(
  batches: Parameters<typeof runBatches>[0],
  run: (job: number) => JobOutcome | Promise<JobOutcome>,
  signal: AbortSignal = new AbortController().signal,
): Promise<Recorded> {
  const recorded: Recorded = { begun: [], outcomes: new Map() };
  await runBatches(
    batches,
    async (jobs) => {
      recorded.begun.push(...jobs);
      return Promise.all(jobs.map(async (job) => run(job)));
    },
    signal,
    async (jobs, outcomes) => {
      for (const [at, job] of jobs.entries()) recorded.outcomes.set(job, outcomes[at] ?? 'unknown');
    },
  );
  return recorded;
}

test('batches run after those that they wait for', async (t) => {
  const { begun, outcomes } = await record([batch([0]), batch([1], 0), batch([2], 1)], () => 'done');
  t.deepEqual(begun, [0, 1, 2]);
  t.deepEqual([...outcomes.values()], ['done', 'done', 'done']);
});

test('nothing new begins after a failure, and what runs beside it is brought to its end', async (t) => {
  const slow = setTimeout(20, 'done' as const);
  const running = record([batch([0]), batch([1]), batch([2], 1)], (job) => (job === 0 ? failure : slow));
  const { begun, outcomes } = await running;
  t.deepEqual(begun, [0, 1]);
  t.deepEqual([outcomes.get(0), outcomes.get(1), outcomes.get(2)], [failure, 'done', 'not-run']);
});

test('nothing new begins after an abort', async (t) => {
  const controller = new AbortController();
  const { begun, outcomes } = await record(
    [batch([0]), batch([1], 0)],
    () => {
      controller.abort();
      return 'done';
    },
    controller.signal,
  );
  t.deepEqual(begun, [0]);
  t.deepEqual([outcomes.get(0), outcomes.get(1)], ['done', 'not-run']);
});

test('the outcome of an operation is said once, as soon as it is known', (t) => {
  const said: [number, Outcome][] = [];
  const outcomes = new Outcomes([2, 1, 2, 0, 1], (operation, outcome) => said.push([operation, outcome]));
  t.false(outcomes.add(0, 'done'));
  t.true(outcomes.add(0, 'done'));
  outcomes.settle(0, { status: 'done' });
  outcomes.settle(0, { status: 'unknown' });
  outcomes.add(1, failure);
  t.deepEqual(said, [
    [0, { status: 'done' }],
    [1, failure],
  ]);
  outcomes.add(2, 'done');
  outcomes.add(2, 'not-run');
  outcomes.add(4, 'not-run');
  t.deepEqual(outcomes.finish(), [
    { status: 'done' },
    failure,
    { status: 'unknown' },
    { status: 'done' },
    { status: 'not-run' },
  ]);
  t.is(said.length, 5);
});

test('all gives one outcome a job', (t) => {
  t.deepEqual(all(2, 'not-run'), ['not-run', 'not-run']);
});
