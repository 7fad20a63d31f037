import type { IpCommand } from '@netloom/core';
import { operationFailure } from '../errors/operation-failure.js';
import type { Finished } from '../exec/processes.js';
import { type BatchResult, type JobOutcome, all, failedAt } from '../schedule/batch-result.js';

/** A line of a batch with the command that it came from. */
export interface BatchEntry {
  readonly command: IpCommand;
  readonly line: string;
}

/** What became of each line of a batch, from how `ip` ended and what it said. */
export function batchOutcome(entries: readonly BatchEntry[], finished: Finished): BatchResult {
  const { code, stderr, spawnError } = finished;
  if (code === 0) return all(entries.length, 'done');
  const first = entries[0]?.command;
  if (spawnError !== undefined && first !== undefined) {
    return failedAt(entries.length, 0, { ...operationFailure(first, stderr), errno: spawnError });
  }
  // Killed: how far it came is not known.
  if (code === undefined || first === undefined) return all(entries.length, 'unknown');
  const line = /^Command failed -:(?<line>\d+)$/m.exec(stderr)?.groups?.['line'];
  if (line === undefined) return exitedAtOnce(entries, stderr);
  const at = Number(line) - 1;
  return failedAt(entries.length, at, operationFailure(entries[at]?.command ?? first, stderr));
}

/**
 * `ip` that cannot read an argument exits on the spot and does not say in which line, but it names the argument. The
 * first line with it is the one that failed. Where others have it too, they and what is between may have been done.
 */
function exitedAtOnce(entries: readonly BatchEntry[], stderr: string): BatchResult {
  const words = new Set([...stderr.matchAll(/"([^"]+)"/g)].map(([, word]) => word));
  const named = entries.flatMap(({ command }, index) => (command.args.some((arg) => words.has(arg)) ? [index] : []));
  const [first, last] = [named.at(0), named.at(-1)];
  if (first === undefined || last === undefined) return namespaceMissing(entries, stderr);
  return entries.map(({ command }, index): JobOutcome => {
    if (index < first) return 'done';
    if (index === first) return operationFailure(command, stderr);
    return index <= last ? 'unknown' : 'not-run';
  });
}

/** Nothing was run where the namespace could not be entered; otherwise how far it came cannot be told. */
function namespaceMissing(entries: readonly BatchEntry[], stderr: string): BatchResult {
  const [first] = entries;
  if (first === undefined) return [];
  const outside = /Cannot open network namespace|setting the network namespace|^nsenter: /m.test(stderr);
  if (outside || entries.length === 1) return failedAt(entries.length, 0, operationFailure(first.command, stderr));
  return [operationFailure(first.command, stderr), ...all(entries.length - 1, 'unknown')];
}
