import type { Footprint } from '../plan/footprint.js';
import type { Plan } from '../plan/plan.js';
import type { PlannedTransaction } from '../plan/planner.js';
import { trace } from '../plan/trace.js';
import type { HookContext } from '../plugin/plugin.js';
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
  return trace([...begun.map(({ operation }) => operation), ...(isWhole ? intent.finals : [])], intent.before);
}
