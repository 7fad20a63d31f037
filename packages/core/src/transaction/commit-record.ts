import type { Operation } from '../operation/operation.js';

/** A commit as `net.commits()` lists it, also one of another process. */
export interface CommitRecord {
  readonly id: string;
  readonly label?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly state: 'running' | 'unconfirmed' | 'committed' | 'broken';
  readonly operations: readonly Operation[];
}
