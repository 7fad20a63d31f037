import type { CheckContext } from './check.js';
import type { Undo } from './committed-transaction.js';

/** What of the `Net` a commit works with. */
export interface CommitSurroundings extends Pick<CheckContext, 'inspect' | 'exec'> {
  readonly lockTimeoutMs: number;
  readonly undo: Undo;
  readonly forget: (id: string) => Promise<void>;
  /** The module that a guard runs, for bundled applications. */
  readonly recoverEntry: string | undefined;
}
