import type { BridgeOptions } from '../../link-kind/bridge-options.js';
import type { LinkKind } from '../../link-kind/link-kind.js';
import type { LinkOptions } from '../../link-kind/link-options.js';
import type { MacvlanOptions } from '../../link-kind/macvlan-options.js';
import type { VethOptions } from '../../link-kind/veth-options.js';
import type { KnownName } from '../../value/known-name.js';
import type { HOST, NamespaceRef } from '../../value/namespace-ref.js';
import type { Added, FreshName, NamesIn, PeerName, ScopeOf } from '../tracked-names.js';
import type { Transaction } from '../transaction.js';

/**
 * Making links. Each is made by one message with everything that it will have, is up unless told otherwise, and is
 * deleted by rollback and undo. A name is 1 to 15 letters, digits and `_ . @ + -`, no dash at the start. `commit()`
 * refuses a name that exists; `ensure()` brings what exists to what is asked.
 */
export interface LinkCalls<D extends string, S extends string> {
  /**
   * Makes a veth pair, a virtual cable: `ip link add NAME type veth peer name PEER netns …`. Its near end lands in the
   * current namespace; its far end is named `<name>-host` and lands in the host's, unless `peer` says otherwise. Both
   * ends are up.
   *
   * @param options - `peer` is a name, or a name, a namespace and options of its own; `queues` is one each way unless told
   *   otherwise.
   * @example
   *   await net.namespace('a').veth('eth0', { address: '10.0.0.2/24', peer: { name: 'a0', master: 'br0' } }).commit();
   *
   * @see veth(4)
   */
  veth<
    const N extends string,
    const P extends string | object = never,
    const Q extends string = `${N}-host`,
    const R extends NamespaceRef = typeof HOST,
  >(
    name: FreshName<D, S, N>,
    options?: VethOptions<NamesIn<D, S>, NamesIn<D, ScopeOf<R>>, P, Q, R>,
  ): Transaction<D | Added<S, N> | Added<ScopeOf<R>, PeerName<P, Q>>, S>;

  /**
   * Makes a bridge, a virtual switch: `ip link add NAME type bridge`, and puts `ports` into it: `ip link set PORT master
   * NAME`. Ports may be links that exist or that the chain makes, before or after.
   *
   * @param options - Times are in hundredths of a second, as the kernel keeps them.
   * @example
   *   await net.host().bridge('br0', { address: '10.0.0.1/24', ports: ['eth1'] }).commit();
   *
   * @see ip-link(8), "BRIDGE Type Support"
   */
  bridge<const N extends string>(
    name: FreshName<D, S, N>,
    options?: BridgeOptions<NamesIn<D, S>>,
  ): Transaction<D | Added<S, N>, S>;

  /**
   * Makes a link with a hardware address of its own on a parent: `ip link add link PARENT NAME type macvlan mode MODE`.
   * It lands in the current namespace; the parent is looked up in the host's unless `parentNamespace` says otherwise.
   * The parent stays as it is: where it is down, a warning says so.
   *
   * Without a `name` it is the first free of `macvlan0`, `macvlan1` …; `ensure()` takes one that stands as asked first.
   *
   * @example
   *   await net.namespace('a').macvlan('eth0', { mode: 'bridge', dhcp: true }).commit();
   *
   * @see ip-link(8), "MACVLAN and MACVTAP Type Support"
   */
  macvlan<const N extends string = never, const R extends NamespaceRef = typeof HOST>(
    parent: KnownName<NamesIn<D, ScopeOf<R>>>,
    options: MacvlanOptions<FreshName<D, S, N>, NamesIn<D, S>, R>,
  ): Transaction<D | Added<S, N>, S>;

  /**
   * The same as {@link macvlan} with a character device, `/dev/tap<ifindex>`, as virtual machines use it: `ip link add
   * link PARENT NAME type macvtap mode MODE`. Default names are `macvtap0`, `macvtap1` …
   *
   * @example
   *   await net.host().macvtap('eth0', { mode: 'bridge', name: 'vm0' }).commit();
   */
  macvtap<const N extends string = never, const R extends NamespaceRef = typeof HOST>(
    parent: KnownName<NamesIn<D, ScopeOf<R>>>,
    options: MacvlanOptions<FreshName<D, S, N>, NamesIn<D, S>, R>,
  ): Transaction<D | Added<S, N>, S>;

  /**
   * Makes a link of a kind that has no method here: `ip link add NAME type KIND …`.
   *
   * @param kind - From `defineLinkKind`.
   * @param options - The kind's own, beside those of any link.
   * @example
   *   await net.namespace('a').add(hsr, 'hsr0', { ports: ['p1', 'p2'], mtu: 1400 }).commit();
   */
  add<const N extends string, O>(
    kind: LinkKind<O>,
    name: FreshName<D, S, N>,
    options: O & LinkOptions<NamesIn<D, S>>,
  ): Transaction<D | Added<S, N>, S>;
}
