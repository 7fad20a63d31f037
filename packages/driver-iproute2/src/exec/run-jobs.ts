import { commandArguments } from '@netloom/core';
import { batchOutcome } from '../batch/batch-outcome.js';
import { type BatchEntry, MARK_FLAGS, batchText, isMarked } from '../batch/batch-text.js';
import { operationFailure } from '../errors/operation-failure.js';
import { type BatchResult, all, failedAt } from '../schedule/batch-result.js';
import type { Job } from '../schedule/job.js';
import type { SysctlJob } from '../sysctl/sysctl-job.js';
import { writeSysctls } from '../sysctl/write-sysctls.js';
import { batchArguments } from './programs.js';
import type { Tools } from './tools.js';

/** Does the jobs of one batch, which share a place: by one process where they can be lines of a batch. */
export async function runJobs(jobs: readonly Job[], tools: Tools, mayStart: () => boolean): Promise<BatchResult> {
  const [first] = jobs;
  if (first === undefined) return [];
  if (first.command.program === 'sysctl') return writeSysctls(jobs.map(sysctlJob), tools, mayStart);
  const entries = jobs.flatMap(({ command, line }): BatchEntry[] => (line === undefined ? [] : [{ command, line }]));
  return entries.length === jobs.length ? runBatch(entries, tools, mayStart) : runAlone(first, tools, mayStart);
}

async function runBatch(entries: readonly BatchEntry[], tools: Tools, mayStart: () => boolean): Promise<BatchResult> {
  const [first] = entries;
  if (first === undefined) return [];
  const flags = entries.some(({ command }) => isMarked(command)) ? MARK_FLAGS : [];
  const command = tools.programs(batchArguments(first.command, flags));
  const finished = await tools.processes.run(command, {
    input: batchText(entries),
    changes: true,
    lock: tools.lock,
    mayStart,
  });
  return finished === undefined ? all(entries.length, 'not-run') : batchOutcome(entries, finished);
}

/** A command with a word that no batch can hold: its words are arguments of a process of its own. */
async function runAlone({ command }: Job, tools: Tools, mayStart: () => boolean): Promise<BatchResult> {
  const finished = await tools.processes.run(tools.programs(commandArguments(command)), {
    changes: true,
    lock: tools.lock,
    mayStart,
  });
  if (finished === undefined) return ['not-run'];
  if (finished.code === 0) return ['done'];
  if (finished.code === undefined && finished.spawnError === undefined) return ['unknown'];
  const failure = operationFailure(command, finished.stderr);
  return failedAt(1, 0, finished.spawnError === undefined ? failure : { ...failure, errno: finished.spawnError });
}

function sysctlJob({ index, after, command }: Job): SysctlJob {
  const assignment = command.args[1] ?? '';
  const at = assignment.indexOf('=');
  return { index, after, command, key: assignment.slice(0, at), value: assignment.slice(at + 1) };
}
