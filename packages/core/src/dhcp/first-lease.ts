import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientFiles } from './client-files.js';

const POLL_MS = 20;

export interface FirstLeaseOptions {
  /** Aborted when the client has ended. */
  readonly ended: AbortSignal;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Waits for the report of the first lease, as JSON. Rejects with the reason, and with what the client said last. */
export async function awaitFirstLease(files: ClientFiles, options: FirstLeaseOptions): Promise<string> {
  const { ended, signal, timeoutMs } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal.throwIfAborted();
    const report = await readIfThere(files.firstLease);
    if (report !== undefined) return report;
    if (ended.aborted) throw new Error(`the DHCP client gave up${await lastWords(files)}`);
    if (performance.now() > deadline) {
      throw new Error(`no DHCP server answered within ${timeoutMs} ms${await lastWords(files)}`);
    }
    await delay(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** The last lines of what the client said, in one, without what could confuse a terminal. */
async function lastWords(files: ClientFiles): Promise<string> {
  const log = (await readIfThere(files.log)) ?? '';
  const lines = log.trim().split('\n').slice(-3).join('; ');
  return lines === '' ? '' : ` (${lines.replaceAll(/[^ -~]/g, '?').slice(0, 300)})`;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}
