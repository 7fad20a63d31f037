import { parseDurationMs } from '../value/duration.js';
import type { Input } from '../value/input.js';
import { requireParsed } from './require-parsed.js';

/** How long a check tries, and how often. */
export interface RetryOptions {
  /** How long it is tried, in milliseconds; 5000 by default. */
  readonly timeoutMs: number;
  /** The pause between two tries, in milliseconds; 200 by default. */
  readonly intervalMs: number;
}

/** Defaults filled in; throws a `ValidationError` that names the call. */
export function parseRetryOptions(options: Input<RetryOptions>, call: string): RetryOptions {
  const { timeoutMs = 5000, intervalMs = 200 } = options;
  return {
    timeoutMs: requireParsed(parseDurationMs(timeoutMs), call),
    intervalMs: requireParsed(parseDurationMs(intervalMs), call),
  };
}
