import type { Operation } from '../operation/operation.js';
import { NetloomError } from './netloom-error.js';

/** One thing that the rollback left different from before. */
export interface Residue {
  /** The operation that would put it right. */
  readonly operation: Operation;
  readonly reason: string;
  /** The same as a command to run by hand. */
  readonly command: string;
}

/** Something failed, and the rollback could not put everything back. `cause` is the {@link CommitError}. */
export class RollbackError extends NetloomError {
  override readonly code = 'NETLOOM_ERR_ROLLBACK';
  readonly residue: readonly Residue[];
  /** What the rollback did put back. */
  readonly undone: readonly Operation[];

  constructor(
    message: string,
    details: { residue: readonly Residue[]; undone: readonly Operation[] },
    options?: ErrorOptions,
  ) {
    const { residue, undone } = details;
    super([message, ...residue.map((left) => `- ${left.reason}; to mend it: ${left.command}`)].join('\n'), options);
    this.residue = residue;
    this.undone = undone;
  }
}
