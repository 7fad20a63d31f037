import type { KernelOperation, OperationOf, Outcome } from '@netloom/core';
import { Breather } from '../engine/breather.js';
import type { Session } from '../engine/session.js';
import type { Applied } from './applier.js';
import { APPLIERS } from './appliers.js';
import { deleteLinks } from './delete-links.js';
import { deleteNamespaces } from './delete-namespaces.js';
import { DONE, NOT_RUN, outcomeOfError } from './outcome.js';
import { withCommand } from './with-command.js';

/** What the caller wants to be asked and told while operations run. */
export interface ApplyControl {
  /** Asked before each operation; `true` lets nothing new begin. */
  aborted(): boolean;
  onOutcome(index: number, outcome: Outcome): void;
  /** Called before the thread is let go for a moment. */
  onPause?(): void;
}

/**
 * Runs the operations in their order, which puts each behind those that it depends on. Each is answered before the next
 * one is sent, so that nothing begins after the first failure, and every outcome is exact. Only deletions that stand side
 * by side go together: one by one each would wait for the kernel's slow part.
 */
export async function applyOperations(
  operations: readonly KernelOperation[],
  session: Session,
  control: ApplyControl,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const breather = new Breather();
  let stopped = false;
  while (!stopped && outcomes.length < operations.length) {
    if (breather.isDue) {
      control.onPause?.();
      await breather.breathe();
    }
    if (control.aborted()) break;
    for (const plain of await applyNext(operations, outcomes.length, session)) {
      const outcome = plain.status === 'failed' ? await withCommand(plain, operations[outcomes.length]) : plain;
      control.onOutcome(outcomes.length, outcome);
      outcomes.push(outcome);
      if (outcome.status !== 'done') stopped = true;
    }
  }
  while (outcomes.length < operations.length) {
    control.onOutcome(outcomes.length, NOT_RUN);
    outcomes.push(NOT_RUN);
  }
  return outcomes;
}

/** Runs the next operation, or the next few, and gives the outcome of each. */
function applyNext(
  operations: readonly KernelOperation[],
  from: number,
  session: Session,
): readonly Outcome[] | Promise<readonly Outcome[]> {
  const operation = operations[from];
  if (operation === undefined) return [];
  if (operation.op === 'namespace.delete') return deleteNamespaces(stretch(operations, from, operation.op), session);
  const links = operation.op === 'link.delete' ? stretch(operations, from, operation.op) : [];
  return links.length > 1 ? deleteLinks(links, session) : [applyOne(operation, session)];
}

/** The operations of the kind that stand side by side from there on. */
function stretch<N extends KernelOperation['op']>(
  operations: readonly KernelOperation[],
  from: number,
  op: N,
): readonly OperationOf<N>[] {
  const result: OperationOf<N>[] = [];
  for (let operation = operations[from]; operation?.op === op; operation = operations[from + result.length]) {
    result.push(operation as OperationOf<N>);
  }
  return result;
}

function applyOne(operation: KernelOperation, session: Session): Outcome {
  try {
    const apply = APPLIERS[operation.op] as (operation: KernelOperation, session: Session) => Applied;
    const identity = apply(operation, session);
    return identity === undefined ? DONE : { status: 'done', identity };
  } catch (error) {
    return outcomeOfError(error, operation);
  }
}
