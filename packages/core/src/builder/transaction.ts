import type { AddressCalls } from './calls/address-calls.js';
import type { EndingCalls } from './calls/ending-calls.js';
import type { ExistingLinkCalls } from './calls/existing-link-calls.js';
import type { LinkCalls } from './calls/link-calls.js';
import type { NeighbourCalls } from './calls/neighbour-calls.js';
import type { RouteCalls } from './calls/route-calls.js';
import type { ScopeCalls } from './calls/scope-calls.js';
import type { ServiceCalls } from './calls/service-calls.js';
import type { Untracked } from './untracked.js';

/**
 * A transaction in the making: an immutable chain of calls. Every call gives a new builder and leaves the one that it
 * was called on as it was, so that it can be forked, kept and committed more than once. Calls check nothing, read
 * nothing and throw nothing; its ending (`plan`, `commit` or `ensure`) tells every problem of the chain at once.
 *
 * A name in a call is looked up in the current namespace, with three exceptions: what belongs to a veth's `peer` in the
 * peer's, a `parent` in `parentNamespace`, and `move`'s name in `from`; these are the host's unless told otherwise.
 * Wherever an option may be given, `undefined` means that it is not.
 *
 * @typeParam D - The names of links that the chain adds, as a union of `'namespace/link'` (the host's namespace is `''`):
 *   the editor offers them and the compiler refuses duplicates. Only names that are literals are tracked. A bare
 *   `Transaction` tracks nothing, for loops and presets.
 * @typeParam S - The namespace that the next call lands in.
 * @example
 *   await net.namespace('netns01').veth('veth0').macvlan('eth0', { mode: 'bridge' }).commit();
 */
export interface Transaction<D extends string = Untracked, S extends string = Untracked>
  extends
    ScopeCalls<D, S>,
    LinkCalls<D, S>,
    ExistingLinkCalls<D, S>,
    AddressCalls<D, S>,
    RouteCalls<D, S>,
    NeighbourCalls<D, S>,
    ServiceCalls<D, S>,
    EndingCalls<D> {}
