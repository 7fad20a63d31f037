import { setTimeout as delay } from 'node:timers/promises';
import { UnsupportedError } from '../error/unsupported-error.js';
import type { RetryOptions } from './retry-options.js';

/** One try may take this long, in milliseconds: the second that `ping -W 1` waits, and time to start a process. */
const LONGEST_TRY_MS = 2000;

/**
 * Tries until it succeeds or the time is over; then the error says what the last try failed with. What can never succeed
 * ({@link UnsupportedError}) and an abort end it at once.
 */
export async function retry(
  attempt: (signal: AbortSignal) => Promise<void>,
  { timeoutMs, intervalMs }: RetryOptions,
  aborted: AbortSignal,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let last: string | undefined;
  for (let tries = 1; ; tries++) {
    aborted.throwIfAborted();
    const leftMs = deadline - performance.now();
    const bound = AbortSignal.timeout(Math.max(1, Math.ceil(Math.min(leftMs, LONGEST_TRY_MS))));
    try {
      await attempt(AbortSignal.any([aborted, bound]));
      return;
    } catch (error) {
      aborted.throwIfAborted();
      if (error instanceof UnsupportedError) throw error;
      // A try that was cut short says less than the one before it.
      if (!bound.aborted || last === undefined) last = bound.aborted ? 'no answer' : reasonOf(error);
    }
    if (deadline - performance.now() <= intervalMs) {
      throw new Error(`${last} (tried ${tries === 1 ? 'once' : `${tries} times`} in ${timeoutMs} ms)`);
    }
    await delay(intervalMs, undefined, { signal: aborted }).catch(() => aborted.throwIfAborted());
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
