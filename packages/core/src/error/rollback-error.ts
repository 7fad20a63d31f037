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

/** What became of all that a rollback or an undo had to put back. */
export interface RollbackOutcome {
  /** What was put back. */
  readonly undone: readonly Operation[];
  /** What differs still, since mending it failed, did not help, or could not be looked at any more. */
  readonly failed: readonly Residue[];
  /** What somebody else made so meanwhile: left alone. */
  readonly skipped: readonly Residue[];
  /** What had vanished by itself. */
  readonly gone: readonly Operation[];
}

/**
 * Something failed, and the rollback could not put everything back. `cause` is the {@link CommitError}. Each operation of
 * the transaction has an outcome: what it did is undone, failed, skipped or gone, or was never done.
 */
export class RollbackError extends NetloomError implements RollbackOutcome {
  override readonly code = 'NETLOOM_ERR_ROLLBACK';
  readonly undone: readonly Operation[];
  readonly failed: readonly Residue[];
  readonly skipped: readonly Residue[];
  readonly gone: readonly Operation[];

  constructor(message: string, { undone, failed, skipped, gone }: RollbackOutcome, options?: ErrorOptions) {
    const lines = [...failed, ...skipped].map(({ reason, command }) => `- ${reason}; to mend it: ${command}`);
    super([message, ...lines].join('\n'), options);
    this.undone = undone;
    this.failed = failed;
    this.skipped = skipped;
    this.gone = gone;
  }

  /** All that is left different from before, failed and skipped, in an order in which it can be mended by hand. */
  get residue(): readonly Residue[] {
    return [...this.failed, ...this.skipped];
  }
}
