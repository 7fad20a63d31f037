import { operationFailure } from '../errors/operation-failure.js';
import type { Finished } from '../exec/processes.js';
import { type BatchResult, type JobOutcome, all, failedAt } from '../schedule/batch-result.js';
import { type BatchEntry, entryAtLine } from './batch-text.js';
import { suspects } from './suspects.js';

/** What became of each line of a batch, from how `ip` ended and what it said. */
export function batchOutcome(entries: readonly BatchEntry[], finished: Finished): BatchResult {
  const { code, stderr, spawnError } = finished;
  const [first] = entries;
  if (first === undefined) return [];
  if (code === 0) return all(entries.length, 'done');
  if (spawnError !== undefined) {
    return failedAt(entries.length, 0, { ...operationFailure(first.command, stderr), errno: spawnError });
  }
  // Killed: how far it came is not known.
  if (code === undefined) return all(entries.length, 'unknown');
  const line = /^Command failed -:(?<line>\d+)$/m.exec(stderr)?.groups?.['line'];
  const named = line === undefined ? -1 : entryAtLine(entries, Number(line));
  return exitedIn(entries, named < 0 ? suspects(entries, finished) : [named], stderr);
}

/**
 * The first suspect is taken for the one that failed: those before it are done. Where there are others, they and what is
 * between may have been done too.
 */
function exitedIn(entries: readonly BatchEntry[], indexes: readonly number[], stderr: string): BatchResult {
  const [first = 0, last = first] = [indexes.at(0), indexes.at(-1)];
  return entries.map(({ command }, index): JobOutcome => {
    if (index < first) return 'done';
    if (index === first) return operationFailure(command, stderr);
    return index <= last ? 'unknown' : 'not-run';
  });
}
