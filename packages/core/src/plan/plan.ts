import type { Untracked } from '../builder/untracked.js';
import type { Problem } from '../error/problem.js';
import type { Operation } from '../operation/operation.js';
import type { NetworkState } from '../state/network-state.js';
import type { CommitOptions } from '../transaction/commit-options.js';
import type { Commit } from '../transaction/commit.js';

/** What a plan is made for: a strict commit, or `ensure`, which leaves alone what already stands as asked. */
export type PlanPurpose = 'commit' | 'ensure';

export interface PlanOptions {
  readonly for?: PlanPurpose | undefined;
  /** For `ensure`: links that cannot be changed in place may be deleted and made again. */
  readonly recreate?: boolean | undefined;
}

/** What a transaction would do, worked out from the state of the network as it was read. Nothing is changed by it. */
export interface Plan<D extends string = Untracked> {
  /** In the order in which they run. The same chain on the same state gives the same operations. */
  readonly operations: readonly Operation[];
  /** What is likely not what was meant, and what a rollback could not put back exactly. */
  readonly warnings: readonly Problem[];
  /** The network as it will be. Links that the transaction makes have negative indexes here: theirs are chosen at commit. */
  readonly after: NetworkState;
  /** A readable difference: what is added (`+`), changed (`~`) and deleted (`-`), namespace by namespace. */
  toString(): string;
  /** The `ip` commands that do the same, one a line, safe to paste into a shell. */
  toShell(): string;
  /** {@link after} as a Mermaid diagram. */
  toMermaid(): string;
  /**
   * Commits this very plan.
   *
   * @throws ConflictError where what the plan was made from has changed since; nothing is touched then.
   */
  commit(options?: CommitOptions): Promise<Commit<D>>;
}
