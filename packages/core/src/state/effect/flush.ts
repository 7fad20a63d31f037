import { namespaceKey } from '../../value/namespace-ref.js';
import type { NamespaceModel } from '../namespace-model.js';
import type { AddressState, LinkState, RouteState } from '../network-state.js';
import type { NetworkModel } from '../network-model.js';

/** The only table in which a route needs its source (net/ipv4/fib_semantics.c, fib_sync_down_addr). */
const MAIN_TABLE = 254;

/**
 * What a link loses when it goes down: its routes in every table but the local one's host routes, its IPv6 addresses, and
 * all its neighbours, permanent ones too.
 */
export function flushOnDown(namespace: NamespaceModel, ifindex: number): void {
  namespace.routes.keep(ifindex, (route) => route.family === 'inet' && route.type === 'local');
  if (namespace.links.get(ifindex)?.kind === 'loopback')
    for (const route of onLoopback(namespace)) namespace.routes.remove(route);
  const addresses = namespace.addresses.get(ifindex)?.filter((address) => address.family === 'inet');
  if (addresses) namespace.addresses.set(ifindex, addresses);
  namespace.neighbours.delete(ifindex);
}

/** IPv6 routes that lead nowhere lead there by lo, also where that is not said (net/ipv6/route.c, fib6_nh_init). */
export function onLoopback(namespace: NamespaceModel): readonly RouteState[] {
  return namespace.routes.of(0).filter(({ family }) => family === 'inet6');
}

/** What of a link does not survive a move: it arrives down, without a master, its link-local addresses made anew. */
export function flushOnMove(link: LinkState): LinkState {
  return {
    ...link,
    up: false,
    operstate: 'DOWN',
    flags: link.flags.filter((flag) => flag !== 'UP' && flag !== 'LOWER_UP'),
    addressGeneration: 'eui64',
  };
}

/** A macvlan never has a larger MTU than its parent: the kernel lowers it with the parent, and never raises it again. */
export function lowerChildren(model: NetworkModel, parents: NamespaceModel, ifindex: number, mtu: number): void {
  for (const namespace of model.namespaces()) {
    for (const child of namespace.links.values()) {
      if (child.parent?.ifindex !== ifindex || child.mtu <= mtu) continue;
      if (namespaceKey(child.parent.namespace ?? namespace.ref) !== namespaceKey(parents.ref)) continue;
      namespace.putLink({ ...child, mtu });
    }
  }
}

/** The last IPv4 address takes all IPv4 routes and neighbours of its link with it. */
export function flushWithoutAddresses(namespace: NamespaceModel, ifindex: number): void {
  namespace.routes.keep(ifindex, (route) => route.family !== 'inet');
  const neighbours = namespace.neighbours.get(ifindex)?.filter((neighbour) => neighbour.family !== 'inet');
  if (neighbours) namespace.neighbours.set(ifindex, neighbours);
}

/** IPv6 switched off takes all that a link had of it. */
export function flushIpv6(namespace: NamespaceModel, ifindex: number): void {
  namespace.routes.keep(ifindex, (route) => route.family !== 'inet6');
  const addresses = namespace.addresses.get(ifindex)?.filter((address) => address.family !== 'inet6');
  if (addresses) namespace.addresses.set(ifindex, addresses);
  const neighbours = namespace.neighbours.get(ifindex)?.filter((neighbour) => neighbour.family !== 'inet6');
  if (neighbours) namespace.neighbours.set(ifindex, neighbours);
}

/**
 * IPv4 routes of the main table whose source an address was go with it, whatever link they lead by; IPv6 ones of any table
 * lose their source (net/ipv6/route.c, rt6_remove_prefsrc).
 */
export function flushSource(namespace: NamespaceModel, { family, address }: AddressState): void {
  const source = address.slice(0, address.indexOf('/'));
  const isHad = [...namespace.addresses.values()].some((list) =>
    list.some((each) => each.address.startsWith(`${source}/`)),
  );
  if (isHad) return;
  for (const route of namespace.routes.all()) {
    if (route.family !== family || route.source !== source) continue;
    if (family === 'inet') {
      if (route.table === MAIN_TABLE) namespace.routes.remove(route);
      continue;
    }
    const { source: _source, ...without } = route;
    namespace.routes.exchange(route, without);
  }
}
