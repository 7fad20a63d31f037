import type { Untracked } from '../builder/untracked.js';
import type { Residue } from '../error/rollback-error.js';
import type { Problem } from '../error/problem.js';
import type { Operation } from '../operation/operation.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import type { Lease } from './lease.js';

/** A link that a commit made. */
export interface CommittedLink {
  readonly namespace: NamespaceRef;
  readonly name: string;
  readonly kind: string;
  readonly ifindex: number;
  readonly mac: string;
}

/** What an undo did. */
export interface UndoReport {
  readonly undone: readonly Operation[];
  /** What somebody else made so meanwhile, and what is left of it: only where it was forced. */
  readonly skipped: readonly Residue[];
  /** What had vanished by itself already. */
  readonly gone: readonly Operation[];
  /** Processes that still live in a namespace that was deleted, and what else is worth knowing, a sentence each. */
  readonly notes: readonly string[];
}

/** The names in `D` (a union of `'namespace/link'`), without their namespaces. */
type LinkNames<D extends string> = D extends `${string}/${infer N}` ? N : never;

export interface UndoOptions {
  /** Skip what somebody else changed, and report it, instead of refusing. */
  readonly force?: boolean | undefined;
}

/** A transaction that was committed. `await using` undoes it at the end of the block. */
export interface Commit<D extends string = Untracked> extends AsyncDisposable {
  readonly id: string;
  /** With the indexes that were chosen, and with what DHCP added. */
  readonly operations: readonly Operation[];
  readonly durationMs: number;
  /** Every link that the commit made, in the order of its operations. */
  readonly links: readonly CommittedLink[];
  readonly leases: readonly Lease[];
  readonly warnings: readonly Problem[];
  /** The link of that name that this commit made. Throws where it made none, or two and no namespace is given. */
  link(name: LinkNames<D> | (string & Record<never, never>), namespace?: NamespaceRef): CommittedLink;
  /**
   * Puts everything back exactly as it was before the commit. A second call returns the first one's report.
   *
   * @throws ConflictError where somebody else changed what would be undone, or built on it; nothing is touched then.
   * @throws RollbackError where something could not be put back.
   */
  undo(options?: UndoOptions): Promise<UndoReport>;
  /** Keeps the commit for good, within the window of `confirmWithinMs`. Without a window it does nothing. */
  confirm(): Promise<void>;
  /** Drops the record: the network stays as it is, and can no longer be undone. */
  forget(): Promise<void>;
}
