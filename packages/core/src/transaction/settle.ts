import type { Driver } from '../driver/driver.js';
import { NetloomError } from '../error/netloom-error.js';
import type { Problem } from '../error/problem.js';
import { RollbackError } from '../error/rollback-error.js';
import type { CommitOptions } from './commit-options.js';
import type { Commit, UndoReport } from './commit.js';
import type { CommitSurroundings } from './commit-surroundings.js';
import { CommittedTransaction } from './committed-transaction.js';
import { Confirmation, type ConfirmationOptions } from './confirmation.js';
import { isEmpty } from './journal/intent.js';
import { destroy } from './recoverer.js';
import { footprintSoFar, type Running } from './running.js';
import { settlementOf } from './settlement-of.js';
import type { Undoer } from './undoer.js';

export interface SettleTools {
  readonly driver: Driver;
  readonly undoer: Undoer;
  /** Since the commit was called. */
  readonly elapsedMs: () => number;
}

/**
 * All is done: what was taken out of service is destroyed and the record kept, at once or as soon as it is confirmed. What
 * fails of that is a warning, for the commit counts.
 *
 * @throws what writing the record throws of a commit that waits to be confirmed: it does not count yet.
 */
export async function settle(
  running: Running,
  surroundings: CommitSurroundings,
  { confirmWithinMs }: CommitOptions,
  { driver, undoer, elapsedMs }: SettleTools,
): Promise<Commit> {
  const { execution, intent, planned, entry } = running;
  const warnings: Problem[] = [...planned.warnings];
  const destroyHidden = async (): Promise<void> => {
    for (const message of await destroy(intent.finals, driver)) {
      warnings.push({ code: 'not-destroyed', call: '', message });
    }
  };
  if (confirmWithinMs === undefined) await destroyHidden();
  const done = execution.operations.map(({ operation }) => operation);
  const operations = [...done, ...intent.finals];
  const footprint = footprintSoFar(running);
  const { links, settlement, unread } = await settlementOf(
    driver,
    done,
    intent.finals,
    footprint,
    execution.identities,
  );
  const unrecorded = (error: Error): void => {
    warnings.push({
      code: 'not-recorded',
      call: '',
      message: `what the commit left is not recorded: ${error.message}`,
    });
  };
  if (unread) unrecorded(unread);
  const keep = (): void => {
    try {
      entry.settle(settlement);
    } catch (error) {
      unrecorded(error as Error);
    }
  };
  let confirmation: Confirmation | undefined;
  if (confirmWithinMs === undefined || isEmpty(intent)) keep();
  else {
    entry.pend(settlement);
    confirmation = confirmationOf(running, confirmWithinMs, undoer, async () => {
      await destroyHidden();
      keep();
    });
  }
  return new CommittedTransaction({
    id: execution.commitId,
    operations,
    links,
    leases: execution.leases.map(({ lease }) => lease),
    warnings,
    durationMs: elapsedMs(),
    undo: async (id, undoing) =>
      (await takenBack(confirmation, undoer, { ...undoing, id, reason: 'asked', inspect: surroundings.inspect })) ??
      surroundings.undo(id, undoing, { intent, facts: entry.facts, footprint }),
    forget: surroundings.forget,
    ...(confirmation ? { confirm: async () => confirmation.confirm() } : {}),
  });
}

/** Undoes what waits to be confirmed. `undefined` where it waits no more, and was not undone when its window ended. */
async function takenBack(
  confirmation: Confirmation | undefined,
  undoer: Undoer,
  request: Parameters<Undoer['undoTaken']>[1],
): Promise<UndoReport | undefined> {
  const expired = await confirmation?.expired;
  const taken = expired ? undefined : confirmation?.takeBack();
  if (!confirmation || !taken) return expired;
  const report = await undoer.undoTaken(taken, request);
  confirmation.end();
  return report;
}

function confirmationOf(
  { entry, guard, hooks, execution }: Running,
  windowMs: number,
  undoer: Undoer,
  onConfirmed: () => Promise<void>,
): Confirmation {
  const id = execution.commitId;
  const onExpired: ConfirmationOptions['onExpired'] = async (takeBack) => {
    try {
      const taken = takeBack();
      const request = { id, reason: 'unconfirmed', force: true, inspect: hooks.inspect } as const;
      return taken && (await undoer.undoTaken(taken, request));
    } catch (cause) {
      // Nobody waits for it: what could not be undone is told as an event.
      const error = NetloomError.is(cause) ? cause : notUndone(id, cause);
      execution.emit('rollback:failed', { commitId: id, error });
      return undefined;
    }
  };
  return new Confirmation({ entry, windowMs, guard, onConfirmed, onExpired });
}

function notUndone(id: string, cause: unknown): RollbackError {
  const message = `commit ${id} was not confirmed in time, and could not be undone: ${String(cause)}`;
  return new RollbackError(message, { undone: [], failed: [], skipped: [], gone: [] }, { cause });
}
