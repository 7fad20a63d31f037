import type { KernelOperation } from '../../operation/operation.js';
import type { NamespaceModel } from '../../state/namespace-model.js';
import type { AddressState, LinkState, RouteState } from '../../state/network-state.js';
import type { NetworkModel } from '../../state/network-model.js';
import { prefixNetwork } from '../../value/prefix-network.js';
import { routeEntryKey } from '../entry-key.js';
import { IPV6_MTU } from '../../value/mtu.js';

/**
 * What the kernel makes by itself when an operation puts a link or an address back, as far as it was there before: the
 * routes to the networks of its addresses, and its link-local address (net/ipv4/fib_frontend.c, net/ipv6/addrconf.c); for a
 * macvlan, what its parent listens to.
 */
export function comeAlong(before: NetworkModel, model: NetworkModel, operation: KernelOperation): void {
  const isSet = operation.op === 'link.set' && (operation.changes.up === true || operation.changes.mtu !== undefined);
  if (!isSet && operation.op !== 'address.add') return;
  const was = before.namespace(operation.namespace);
  const now = model.namespace(operation.namespace);
  const link = now?.find('link' in operation ? operation.link : operation.name, operation.ifindex);
  if (!was || !now || link?.up !== true) return;
  if (isSet && (operation.changes.up === true || regainsIpv6(link))) {
    const peer = link.peer && model.follow(link.peer, now.ref);
    // The other end of a pair must be up for either to be given its address (net/ipv6/addrconf.c, addrconf_link_ready).
    if (peer?.link.up !== false) {
      giveLinkLocal(was, now, link);
      const wasPeers = peer && before.namespace(peer.namespace.ref);
      if (peer && wasPeers) giveLinkLocal(wasPeers, peer.namespace, peer.link);
    }
  }
  if (isSet && operation.changes.up === true) listenForChild(before, model, now, link);
  const addresses = now.addresses.get(link.ifindex) ?? [];
  for (const route of was.routes.of(link.ifindex)) {
    if (route.protocol !== 'kernel' || has(now, route)) continue;
    if (addresses.some((address) => leadsTo(address, route))) now.routes.add(route);
  }
}

/** A link that is up makes its address again as soon as it is wide enough for IPv6. */
function regainsIpv6({ mtu, addressGeneration }: LinkState): boolean {
  return mtu >= IPV6_MTU && addressGeneration === undefined;
}

function giveLinkLocal(was: NamespaceModel, now: NamespaceModel, { ifindex }: LinkState): void {
  const addresses = now.addresses.get(ifindex) ?? [];
  const own = (was.addresses.get(ifindex) ?? []).filter(isLinkLocal);
  const missing = own.filter((address) => !addresses.some((each) => each.address === address.address));
  if (missing.length > 0) now.addresses.set(ifindex, [...addresses, ...missing]);
}

/** A link listens to the address of a macvlan on it as soon as that is up (drivers/net/macvlan.c, dev_uc_add). */
function listenForChild(before: NetworkModel, model: NetworkModel, { ref }: NamespaceModel, child: LinkState): void {
  const parent = child.parent && model.follow(child.parent, ref);
  const was = parent && before.namespace(parent.namespace.ref)?.fdb.get(parent.link.ifindex);
  const entry = was?.find(({ owner, mac }) => owner === 'self' && mac === child.mac);
  if (!parent || !entry) return;
  const { fdb } = parent.namespace;
  const entries = fdb.get(parent.link.ifindex) ?? [];
  if (!entries.some(({ owner, mac }) => owner === 'self' && mac === child.mac))
    fdb.set(parent.link.ifindex, [...entries, entry]);
}

function isLinkLocal({ family, scope, address, noDad }: AddressState): boolean {
  return family === 'inet6' && scope === 'link' && address.startsWith('fe80:') && noDad !== true;
}

/** Whether a route is the one to the network of an address. */
export function leadsTo({ family, address, peer, noPrefixRoute }: AddressState, route: RouteState): boolean {
  if (family !== route.family || noPrefixRoute === true) return false;
  if (prefixNetwork(peer ?? address) !== route.destination) return false;
  return route.source === undefined || address.startsWith(`${route.source}/`);
}

function has(namespace: NamespaceModel, route: RouteState): boolean {
  const key = routeEntryKey('', route);
  return namespace.routes.of(route.devIndex ?? 0).some((each) => routeEntryKey('', each) === key);
}
