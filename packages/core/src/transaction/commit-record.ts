import type { Operation } from '../operation/operation.js';

/**
 * A commit as `net.commits()` lists it, also one of another process. `rolled-back` is what `net.recover()` reports of one
 * that it has ended.
 */
export interface CommitRecord {
  readonly id: string;
  readonly label?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly state: 'running' | 'unconfirmed' | 'committed' | 'broken' | 'rolled-back';
  readonly operations: readonly Operation[];
}
