import type { Operation } from '../operation/operation.js';
import type { LinkAdd } from '../operation/link-operation.js';
import { linkId, type Footprint } from '../plan/footprint.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedTransaction } from '../plan/planner.js';
import { trace } from '../plan/trace.js';
import type { HookContext } from '../plugin/plugin.js';
import { namespaceKey } from '../value/namespace-ref.js';
import type { Execution } from './execution.js';
import type { Guard } from './guard/guard.js';
import type { Intent } from './journal/intent.js';
import type { OpenEntry } from './journal/journal.js';

/** A transaction that is planned, with everything chosen that the kernel does not choose. */
export interface Prepared {
  readonly planned: PlannedTransaction;
  readonly plan: Plan;
  readonly intent: Intent;
  /** What it does, if all of it is done. */
  readonly footprint: Footprint;
}

/** A transaction that is running. */
export interface Running extends Prepared {
  readonly entry: OpenEntry;
  readonly execution: Execution;
  readonly hooks: HookContext;
  readonly guard: Guard | undefined;
}

/**
 * What the transaction did, as far as it came. What failed may have been done in part, but for a namespace: one whose add
 * failed is somebody else's. What destroys comes last, and only where all else was done.
 */
export function footprintSoFar({ execution, intent, footprint }: Running): Footprint {
  const { operations, outcomes, leases } = execution;
  const begun = operations.filter(({ operation }, place) => {
    const status = outcomes[place]?.status;
    return status !== 'not-run' && !(status === 'failed' && operation.op === 'namespace.add');
  });
  const isWhole = outcomes.every(({ status }) => status === 'done');
  if (isWhole && leases.length === 0) return footprint;
  const soFar = trace([...begun.map(({ operation }) => operation), ...(isWhole ? intent.finals : [])], intent.before);
  for (const [place, { operation }] of operations.entries()) {
    if (outcomes[place]?.status !== 'failed' || operation.op !== 'link.add') continue;
    for (const id of madeLinkIds(operation)) {
      const link = soFar.links.get(id);
      if (link) link.doubtful = true;
    }
  }
  return soFar;
}

/** The operations that were done. */
export function doneSoFar({ execution: { operations, outcomes } }: Running): Operation[] {
  return operations.flatMap(({ operation }, place) => (outcomes[place]?.status === 'done' ? operation : []));
}

function madeLinkIds(operation: LinkAdd): string[] {
  const ends = operation.kind === 'veth' ? [operation, operation.data.peer] : [operation];
  return ends.map(({ namespace, ifindex = 0 }) => linkId(namespaceKey(namespace), ifindex));
}
