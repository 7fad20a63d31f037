import { CommitError, type CommitPhase } from '../error/commit-error.js';
import type { CommitOptions } from './commit-options.js';

/** What ends a commit from outside: the caller's signal, and its time limit. */
export interface Abort {
  readonly signal: AbortSignal;
  /** Which of the two it was. */
  phase(): Extract<CommitPhase, 'aborted' | 'timeout'>;
  /** Stops the clock. */
  release(): void;
}

export function abortOf({ signal, timeoutMs }: Pick<CommitOptions, 'signal' | 'timeoutMs'>): Abort {
  const timeout = new AbortController();
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => timeout.abort(new DOMException(`not done within ${timeoutMs} ms`, 'TimeoutError')), timeoutMs);
  return {
    signal: AbortSignal.any(signal ? [signal, timeout.signal] : [timeout.signal]),
    phase: () => (signal?.aborted === true ? 'aborted' : 'timeout'),
    release: () => clearTimeout(timer),
  };
}

/** The error of a commit that was ended before anything was touched. */
export function endedEarly(abort: Abort): CommitError {
  const how = abort.phase();
  return new CommitError(
    how === 'timeout' ? 'the commit ran out of time' : 'the commit was aborted',
    { phase: how },
    { cause: abort.signal.reason },
  );
}
