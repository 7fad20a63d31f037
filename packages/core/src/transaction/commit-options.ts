import type { NetEvent } from '../event/net-events.js';

/** What `ensure` takes beside the options of a commit. */
export interface EnsureOptions extends CommitOptions {
  /**
   * What cannot be changed in place (a link's kind, a veth's peer, a macvlan's parent, passthru) may be deleted and made
   * again. Without it that is a `ConflictError`.
   */
  readonly recreate?: boolean | undefined;
}

export interface CommitOptions {
  /** Kept with the record of the commit, to find it by: one line of at most 255 bytes. */
  readonly label?: string | undefined;
  /** Aborting it rolls back and rejects with a `CommitError` of phase `aborted`; it never stops a rollback. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, from 1 to 2^31 - 1, for planning, applying, DHCP, checks and hooks together; then all is rolled back. */
  readonly timeoutMs?: number | undefined;
  /** Rolls back by itself after so many milliseconds, from 1 to 2^31 - 1, unless `commit.confirm()` is called before. */
  readonly confirmWithinMs?: number | undefined;
  /** Gets the events of this commit. What it throws is reported as `listener:error`. */
  readonly onProgress?: ((event: NetEvent) => void) | undefined;
}
