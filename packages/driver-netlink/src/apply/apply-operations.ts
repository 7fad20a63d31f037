import type { KernelOperation, OperationOf, Outcome } from '@netloom/core';
import { Breather } from '../engine/breather.js';
import type { Session } from '../engine/session.js';
import type { Applier } from './applier.js';
import { APPLIERS } from './appliers.js';
import { deleteLinks } from './delete-links.js';
import { deleteNamespaces } from './delete-namespaces.js';
import { DONE } from './outcome.js';
import { Outbox } from './outbox.js';
import { Tally } from './tally.js';

/** What the caller wants to be asked and told while operations run. */
export interface ApplyControl {
  /** Asked before each operation; `true` lets nothing new begin. */
  aborted(): boolean;
  onOutcome(index: number, outcome: Outcome): void;
  /** For each operation the last of those that must be done before it; they are never sent together. */
  readonly behind?: readonly number[];
  /** Called before the thread is let go for a moment. */
  onPause?(): void;
}

/**
 * Runs the operations in their order, which puts each behind those that it depends on, and begins nothing after the first
 * failure. What makes something new is sent together with its neighbours, see {@link Outbox}; so are deletions that stand
 * side by side, since one by one each would wait for the kernel's slow part.
 */
export async function applyOperations(
  operations: readonly KernelOperation[],
  session: Session,
  control: ApplyControl,
): Promise<readonly Outcome[]> {
  const tally = new Tally(operations, (index, outcome) => control.onOutcome(index, outcome));
  const outbox = new Outbox(operations, (place, outcome) => tally.settle(place, outcome), control.behind);
  const breather = new Breather();
  const run: Run = { session, outbox, tally };
  let place = 0;
  while (place < operations.length && !tally.isStopped && !control.aborted()) {
    if (breather.isDue) {
      control.onPause?.();
      await breather.breathe();
      continue;
    }
    // Nothing is awaited without need: where stores of context are in use, each promise costs as much as a request.
    const step = applyNext(operations, place, run);
    place += typeof step === 'number' ? step : await step;
  }
  if (control.aborted()) outbox.abandon();
  else outbox.flush();
  return await tally.finish();
}

interface Run {
  readonly session: Session;
  readonly outbox: Outbox;
  readonly tally: Tally;
}

/** Runs the next operation, or the next few, and says how many. */
function applyNext(operations: readonly KernelOperation[], place: number, run: Run): number | Promise<number> {
  const operation = operations[place];
  if (operation === undefined) return 0;
  if (operation.op === 'namespace.delete') {
    return together(place, run, () => deleteNamespaces(stretch(operations, place, operation.op), run.session));
  }
  const links = operation.op === 'link.delete' ? stretch(operations, place, operation.op) : [];
  if (links.length > 1) return together(place, run, () => deleteLinks(links, run.session));
  run.outbox.run(place, () => applyOne(operation, run));
  return 1;
}

/** Runs what goes together, unless something before it turns out to have failed. */
async function together(
  place: number,
  { outbox, tally }: Run,
  action: () => readonly Outcome[] | Promise<readonly Outcome[]>,
): Promise<number> {
  outbox.flush();
  const outcomes = tally.isStopped ? [] : await action();
  for (const [at, outcome] of outcomes.entries()) tally.settle(place + at, outcome);
  return outcomes.length;
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

function applyOne(operation: KernelOperation, { session, outbox }: Run): Outcome {
  const apply = APPLIERS[operation.op] as Applier<KernelOperation>;
  const identity = apply(operation, session, outbox);
  return identity === undefined ? DONE : { status: 'done', identity };
}
