import type { Driver } from '../driver/driver.js';
import type { CommitError } from '../error/commit-error.js';
import { RollbackError } from '../error/rollback-error.js';
import type { PluginChain } from '../plugin/plugin-chain.js';
import type { LeaseService } from './dhcp.js';
import { goBack, type BackReport } from './go-back.js';
import { assumedNow } from './assumed-now.js';
import { begunAt } from './journal/intent.js';
import { doneSoFar, footprintSoFar, type Running } from './running.js';

export interface RollbackTools {
  readonly driver: Driver;
  readonly plugins: PluginChain;
  readonly leases: LeaseService;
}

/**
 * Takes a transaction back that failed.
 *
 * @throws always: the error that ended it, or a RollbackError with what could not be put back.
 */
export async function rollBack(
  running: Running,
  error: CommitError,
  { driver, plugins, leases }: RollbackTools,
): Promise<never> {
  const { execution, hooks, entry, guard } = running;
  const { commitId: id } = execution;
  execution.emit('rollback:start', { commitId: id, error });
  await plugins.tell('beforeRollback', error, hooks);
  // While their addresses are still there, so that the servers hear of it.
  await Promise.allSettled(execution.leases.map(async ({ handle }) => leases.release(handle, driver)));
  const report = await back(running, error, driver);
  const failure = failureOf(report, error);
  try {
    if (failure) entry.leaveBroken();
    else entry.drop();
  } catch {
    // The journal cannot be written any more. What it says still is what recovery does again, and finds done.
  }
  guard?.dismiss();
  if (failure) {
    execution.emit('rollback:failed', { commitId: id, error: failure });
    throw failure;
  }
  execution.emit('rollback:done', { commitId: id });
  throw error;
}

async function back(running: Running, error: CommitError, driver: Driver): Promise<BackReport | RollbackError> {
  const { execution, intent } = running;
  try {
    return await goBack({
      driver,
      phase: 'rollback',
      before: intent.before,
      footprint: footprintSoFar(running),
      identities: execution.identities,
      since: begunAt(intent),
      assumed: () => assumedNow(running),
      operations: doneSoFar(running),
      onOperation: (operation) => execution.emit('rollback:operation', { commitId: execution.commitId, operation }),
    });
  } catch (cause) {
    const message = `${error.message}; and the rollback could not run: ${String(cause)}`;
    return new RollbackError(message, { undone: [], failed: [], skipped: [], gone: [] }, { cause: error });
  }
}

function failureOf(report: BackReport | RollbackError, error: CommitError): RollbackError | undefined {
  if (report instanceof RollbackError) return report;
  const { undone, failed, foreign, gone, unread } = report;
  if (failed.length + foreign.length === 0 && unread === undefined) return undefined;
  const why = unread === undefined ? '' : `; what is there could not be read any more: ${unread.message}`;
  return new RollbackError(
    `${error.message}; and the rollback left something behind${why}`,
    { undone, failed, skipped: foreign, gone },
    { cause: error },
  );
}
