import { NetloomError } from './netloom-error.js';

/** Another transaction is in the way, or somebody else changed what this one stands on. Nothing was touched. */
export class ConflictError extends NetloomError {
  override readonly code = 'NETLOOM_ERR_CONFLICT';
  /** What is in the way, a sentence each. */
  readonly changes: readonly string[];

  constructor(message: string, changes: readonly string[] = [], options?: ErrorOptions) {
    super(changes.length === 0 ? message : `${message}\n- ${changes.join('\n- ')}`, options);
    this.changes = changes;
  }
}
