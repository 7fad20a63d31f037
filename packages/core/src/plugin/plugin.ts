import type { DependencyContainer } from 'tsyringe';
import type { NetEventName, NetEvents } from '../event/net-events.js';
import type { Operation } from '../operation/operation.js';
import type { Plan } from '../plan/plan.js';
import type { NamespaceState } from '../state/network-state.js';
import type { Commit, UndoReport } from '../transaction/commit.js';
import type { NamespaceRef } from '../value/namespace-ref.js';

/** What a hook can look at. */
export interface HookContext {
  /** Empty for a plan that is not being committed. */
  readonly commitId: string;
  /** The namespaces that the transaction touches. */
  readonly namespaceRefs: readonly NamespaceRef[];
  readonly signal: AbortSignal;
  readonly inspect: (namespace?: NamespaceRef) => Promise<NamespaceState>;
}

type Awaitable<T> = T | Promise<T>;

/**
 * The hooks of a plugin; each may be asynchronous, and those of several plugins run one after another in the order in
 * which the plugins were given. A hook that throws before the commit counts rolls it back.
 */
export interface PluginHooks {
  /**
   * Sees the operations with names resolved, before they are ordered and fused; may return another list, which is
   * checked again, or throw to veto. Runs for `plan()` too.
   */
  plan?(operations: readonly Operation[], context: HookContext): Awaitable<readonly Operation[] | undefined>;
  beforeCommit?(plan: Plan, context: HookContext): Awaitable<void>;
  /** Declaring this or `afterOperation` has operations run one by one, which costs speed. */
  beforeOperation?(operation: Operation, context: HookContext): Awaitable<void>;
  afterOperation?(operation: Operation, context: HookContext): Awaitable<void>;
  beforeRollback?(error: unknown, context: HookContext): Awaitable<void>;
  /** The commit counts already: what this throws is reported as `plugin:error` and changes nothing. */
  afterCommit?(commit: Commit, context: HookContext): Awaitable<void>;
  afterUndo?(report: UndoReport, context: HookContext): Awaitable<void>;
}

/** What a plugin's `setup` is given. */
export interface PluginContext {
  readonly container: DependencyContainer;
  on<E extends NetEventName>(event: E, listener: (payload: NetEvents[E]) => void): unknown;
}

/**
 * Extends a `Net`.
 *
 * @example
 *   net.use({ name: 'no-deletes', hooks: {
 *     plan(operations) {
 *       if (operations.some((o) => o.op === 'namespace.delete')) throw new Error('namespaces stay');
 *       return undefined;
 *     },
 *   } });
 */
export interface Plugin {
  readonly name: string;
  /** Runs once, before the first plan that the plugin takes part in. */
  setup?(context: PluginContext): Awaitable<void>;
  readonly hooks?: PluginHooks;
}
