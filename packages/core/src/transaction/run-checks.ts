import { CommitError } from '../error/commit-error.js';
import type { PlannedCheck } from '../plan/interpretation.js';
import { describeNamespace } from '../value/namespace-ref.js';
import type { CheckContext } from './check.js';

export interface CheckRun {
  readonly checks: readonly PlannedCheck[];
  readonly context: Omit<CheckContext, 'namespace'>;
  readonly onStart: (check: string, planned: PlannedCheck) => void;
  readonly onFailure: (check: string, planned: PlannedCheck, error: unknown) => void;
}

/**
 * Runs the checks one after another, each in the scope that it was asked for in.
 *
 * @throws CommitError of phase `verify` with the first that fails.
 */
export async function runChecks({ checks, context, onStart, onFailure }: CheckRun): Promise<void> {
  for (const planned of checks) {
    const { check, namespace } = planned;
    const name = nameOf(planned);
    onStart(name, planned);
    try {
      const run = typeof check === 'function' ? check : check.run.bind(check);
      const answer = await untilAborted(context.signal, async () => run({ ...context, namespace }));
      if (answer === false) throw new Error('it gave false');
    } catch (error) {
      if (context.signal.aborted) throw error;
      onFailure(name, planned, error);
      const reason = error instanceof Error ? error.message : String(error);
      throw new CommitError(
        `the check ${name} in ${describeNamespace(namespace)} failed: ${reason}`,
        { phase: 'verify', check: name },
        { cause: error },
      );
    }
  }
}

function nameOf({ check, call }: PlannedCheck): string {
  return check.name === '' || check.name === undefined ? call : check.name;
}

/** Settles with the check, or with the signal: a check that never ends must not hold up a commit that was given up. */
export async function untilAborted<T>(signal: AbortSignal, run: () => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([run(), aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}
