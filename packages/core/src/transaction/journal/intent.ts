import type { DhcpClientHandle } from '../../dhcp/dhcp-client.js';
import type { KernelOperation } from '../../operation/operation.js';
import type { NamespaceIdentity, NetworkState } from '../../state/network-state.js';
import type { Lease } from '../lease.js';
import type { StagedOperation } from '../stage.js';
import type { Ownership } from './ownership.js';

/** All that is needed to go forward or back with a transaction, in this process or another: written before it begins. */
export interface Intent extends Ownership {
  readonly id: string;
  readonly label?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly operations: readonly StagedOperation[];
  readonly finals: readonly KernelOperation[];
  /** The state before, of what the transaction touches. */
  readonly before: NetworkState;
  /** How long the commit waits to be confirmed. */
  readonly confirmWithinMs?: number;
}

/** A transaction that does nothing is not written down. */
export function isEmpty({ operations, finals }: Intent): boolean {
  return operations.length === 0 && finals.length === 0;
}

/** The longest that a tick of the kernel takes, in milliseconds (CONFIG_HZ=100). */
const TICK_MS = 10;

/**
 * The time, in milliseconds, that nothing which the transaction made is older than by the kernel's stamps. Those are of its
 * last tick (ktime_get_coarse_real_ts64, Documentation/core-api/timekeeping.rst), and may lie before the moment at which the
 * transaction began by the clock that it was told by.
 */
export function begunAt({ startedAt }: Pick<Intent, 'startedAt'>): number {
  return Date.parse(startedAt) - TICK_MS;
}

/** What is learnt while a transaction runs, and that going back needs. */
export type Fact =
  | { readonly fact: 'namespace'; readonly name: string; readonly identity?: NamespaceIdentity }
  | {
      readonly fact: 'lease';
      readonly lease: Lease;
      readonly handle: DhcpClientHandle;
      readonly operations: readonly KernelOperation[];
    };

/** What is known once a commit counts, beside its intent: what undoing it needs. */
export interface Settlement {
  /** The state right after, of what the transaction found there and touched. */
  readonly after?: NetworkState;
  readonly identities: readonly { readonly name: string; readonly identity: NamespaceIdentity }[];
}
