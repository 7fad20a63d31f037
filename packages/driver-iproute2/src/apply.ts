import {
  type ApplyOptions,
  type ApplyResult,
  commandsOf,
  type IpCommand,
  type KernelOperation,
  type Outcome,
  type ShellContext,
} from '@netloom/core';
import { translate } from './argv/translate.js';
import { runJobs } from './exec/run-jobs.js';
import type { Tools } from './exec/tools.js';
import { namespaceIdentity } from './read/identity.js';
import { batchesOf } from './schedule/batch.js';
import { type Job, jobsOf } from './schedule/job.js';
import { Outcomes } from './schedule/outcomes.js';
import { runBatches } from './schedule/run-batches.js';

/** Carries operations out with as few processes as their order allows: one for each namespace and wave. */
export async function apply(
  operations: readonly KernelOperation[],
  options: ApplyOptions,
  tools: Tools,
  context: ShellContext,
): Promise<ApplyResult> {
  const translation = translate(operations, context, tools.indexNames);
  if ('refused' in translation) {
    const outcomes = new Outcomes(
      operations.map(() => 1),
      (index, outcome) => options.onOutcome(index, outcome),
    );
    outcomes.settle(translation.refused, translation.failure);
    return { outcomes: outcomes.finish() };
  }
  return run(operations, translation.commands, options, tools, context);
}

async function run(
  operations: readonly KernelOperation[],
  commands: readonly (readonly IpCommand[])[],
  options: ApplyOptions,
  tools: Tools,
  context: ShellContext,
): Promise<ApplyResult> {
  const jobs = jobsOf(commands, options.after);
  const outcomes = new Outcomes(
    commands.map((own) => own.length),
    (index, outcome) => options.onOutcome(index, outcome),
  );
  const pick = (indexes: readonly number[]): Job[] => indexes.flatMap((index) => jobs[index] ?? []);
  await runBatches(
    batchesOf(jobs),
    (indexes, mayStart) => runJobs(pick(indexes), { ...tools, lock: options.lock }, mayStart),
    options.signal,
    async (indexes, results) => {
      for (const [at, job] of pick(indexes).entries()) {
        const complete = outcomes.add(job.operation, results[at] ?? 'unknown');
        if (complete) outcomes.settle(job.operation, await done(operations[job.operation]));
      }
    },
  );
  for (const operation of outcomes.halfDone()) await takeBack(operations[operation], tools, context);
  return { outcomes: outcomes.finish() };
}

/** A link that `ip` makes by several commands is made whole or not at all, as the kernel itself does it. */
async function takeBack(operation: KernelOperation | undefined, tools: Tools, context: ShellContext): Promise<void> {
  if (operation?.op !== 'link.add') return;
  const { namespace, name, ifindex } = operation;
  const undo = { op: 'link.delete', namespace, name, ...(ifindex === undefined ? {} : { ifindex }) } as const;
  await runJobs(jobsOf([commandsOf(undo, context)], [[]]), tools, () => true);
}

/** What is said of an operation that is done; of a new namespace, who it is. */
async function done(operation: KernelOperation | undefined): Promise<Outcome> {
  const identity = operation?.op === 'namespace.add' ? await namespaceIdentity(operation.namespace) : undefined;
  return identity === undefined ? { status: 'done' } : { status: 'done', identity };
}
