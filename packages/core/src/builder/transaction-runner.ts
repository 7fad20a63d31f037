import type { Plan, PlanOptions } from '../plan/plan.js';
import type { CommitOptions, EnsureOptions } from '../transaction/commit-options.js';
import type { Commit } from '../transaction/commit.js';
import type { RecordedCall } from './recorded-call.js';

/** What the endings of a builder call: it is given the last call of the chain, `undefined` for an empty one. */
export interface TransactionRunner {
  plan(calls: RecordedCall | undefined, options: PlanOptions | undefined): Promise<Plan>;
  commit(calls: RecordedCall | undefined, options: CommitOptions | undefined): Promise<Commit>;
  ensure(calls: RecordedCall | undefined, options: EnsureOptions | undefined): Promise<Commit>;
}
