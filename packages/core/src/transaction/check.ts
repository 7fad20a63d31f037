import type { ProbeTarget } from '../driver/driver.js';
import type { NamespaceState } from '../state/network-state.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import type { Exec } from './exec.js';
import type { Lease } from './lease.js';

/** What a check can look at. */
export interface CheckContext {
  /** The scope that `.verify` was called in. */
  readonly namespace: NamespaceRef;
  /** Aborted when the commit is. */
  readonly signal: AbortSignal;
  readonly leases: readonly Lease[];
  readonly inspect: (namespace?: NamespaceRef) => Promise<NamespaceState>;
  readonly exec: Exec;
  /** One probe by the driver, where it has one. */
  readonly probe?: (target: ProbeTarget) => Promise<void>;
}

/**
 * Runs after the last operation, before the commit counts. It fails if it throws, rejects, or gives exactly `false`;
 * then all is rolled back.
 */
export type Check =
  | ((context: CheckContext) => unknown)
  | { readonly name: string; run(context: CheckContext): unknown };
