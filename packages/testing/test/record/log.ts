import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** Where a log can be, in a folder that goes with the test. */
export function logFile(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-record-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  return join(folder, 'log.jsonl');
}
