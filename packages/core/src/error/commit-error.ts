import type { Operation } from '../operation/operation.js';
import { NetloomError } from './netloom-error.js';

/** In which part of the commit it failed. */
export type CommitPhase = 'apply' | 'verify' | 'hook' | 'aborted' | 'timeout';

export interface CommitErrorDetails {
  readonly phase: CommitPhase;
  /** The operation that failed, the first in the plan's order. */
  readonly operation?: Operation;
  /** The check that failed. */
  readonly check?: string;
  /** The kernel's name of the error: `EEXIST`. */
  readonly errno?: string;
  /** The kernel's own text. */
  readonly kernelMessage?: string;
  /** The `ip` command that does what the failed operation does. */
  readonly command?: string;
  /** What usually causes it, and what helps. */
  readonly hint?: string;
  /** What failed beside it, where operations ran side by side. */
  readonly failures?: readonly {
    readonly operation: Operation;
    readonly errno: string;
    readonly kernelMessage?: string;
  }[];
}

/** Something failed while the transaction ran, and all of it was rolled back: the network is as it was before. */
export class CommitError extends NetloomError implements CommitErrorDetails {
  override readonly code = 'NETLOOM_ERR_COMMIT';
  // Given as a whole below: what does not apply is absent, not undefined.
  declare readonly phase: CommitPhase;
  declare readonly operation?: Operation;
  declare readonly check?: string;
  declare readonly errno?: string;
  declare readonly kernelMessage?: string;
  declare readonly command?: string;
  declare readonly hint?: string;
  declare readonly failures?: NonNullable<CommitErrorDetails['failures']>;
  readonly rolledBack = true;
  readonly residue: readonly [] = [];

  constructor(message: string, details: CommitErrorDetails, options?: ErrorOptions) {
    super(message, options);
    Object.assign(this, details);
  }
}
