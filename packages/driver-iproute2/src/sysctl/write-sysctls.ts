import { writeFile } from 'node:fs/promises';
import { type NamespaceRef, isHost } from '@netloom/core';
import { operationFailure } from '../errors/operation-failure.js';
import type { Tools } from '../exec/tools.js';
import { type BatchResult, type JobOutcome, all, failedAt } from '../schedule/batch-result.js';
import { wrap } from '../wrap.js';
import type { SysctlJob } from './sysctl-job.js';
import { sysctlPath } from './sysctl-path.js';

/** Writes parameters of one namespace, in their order, and stops at the first that fails. */
export async function writeSysctls(
  jobs: readonly SysctlJob[],
  tools: Tools,
  mayStart: () => boolean,
): Promise<BatchResult> {
  const outcomes: JobOutcome[] = [];
  for (const group of sameValue(jobs)) {
    const failed = outcomes.some((outcome) => outcome !== 'done');
    outcomes.push(...(failed ? all(group.length, 'not-run') : await writeGroup(group, tools, mayStart)));
  }
  return outcomes;
}

/** Neighbouring jobs with the same value that do not wait for each other, which one `tee` can write. */
function sameValue(jobs: readonly SysctlJob[]): readonly (readonly SysctlJob[])[] {
  const groups: SysctlJob[][] = [];
  for (const job of jobs) {
    const last = groups.at(-1);
    if (last !== undefined && fits(job, last)) last.push(job);
    else groups.push([job]);
  }
  return groups;
}

function fits(job: SysctlJob, group: readonly SysctlJob[]): boolean {
  if (isHost(job.command.namespace) || group[0]?.value !== job.value) return false;
  return group.every(({ index }) => !job.after.includes(index));
}

async function writeGroup(jobs: readonly SysctlJob[], tools: Tools, mayStart: () => boolean): Promise<BatchResult> {
  const [first] = jobs;
  if (first === undefined) return [];
  const { namespace } = first.command;
  return isHost(namespace) ? writeHere(first, mayStart) : writeThere(jobs, namespace, first.value, tools, mayStart);
}

/** The host's parameters are those that this process sees: its main thread never leaves the host's namespace. */
async function writeHere({ command, key, value }: SysctlJob, mayStart: () => boolean): Promise<BatchResult> {
  if (!mayStart()) return ['not-run'];
  try {
    await writeFile(sysctlPath(key), value, { flag: 'r+' });
    return ['done'];
  } catch (error) {
    const errno = error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
    return [{ ...operationFailure(command, ''), errno }];
  }
}

/** `tee` goes on after a file that it could not write, so each that it names has failed and the others are done. */
async function writeThere(
  jobs: readonly SysctlJob[],
  namespace: NamespaceRef,
  value: string,
  tools: Tools,
  mayStart: () => boolean,
): Promise<BatchResult> {
  const paths = jobs.map(({ key }) => sysctlPath(key));
  const command = tools.programs(wrap(namespace, 'tee', paths));
  const finished = await tools.processes.run(command, {
    input: `${value}\n`,
    changes: true,
    lock: tools.lock,
    mayStart,
  });
  if (finished === undefined) return all(jobs.length, 'not-run');
  if (finished.code === 0) return all(jobs.length, 'done');
  const complaints = finished.stderr.split('\n');
  const outcomes = jobs.map((job, index): JobOutcome => {
    const complaint = complaints.find(
      (line) => line.includes(`${paths[index] ?? ''}: `) || line.includes(`${paths[index] ?? ''}': `),
    );
    return complaint === undefined ? 'done' : operationFailure(job.command, complaint);
  });
  if (outcomes.some((outcome) => outcome !== 'done')) return outcomes;
  const [first] = jobs;
  return first === undefined ? [] : failedAt(jobs.length, 0, operationFailure(first.command, finished.stderr));
}
