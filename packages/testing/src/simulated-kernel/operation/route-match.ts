import type { NextHop, RouteDelete } from '@netloom/core';
import { parseAddress, type IpPrefix } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { isWayOfMany, type Route, type RouteHop } from '../route.js';
import type { RouteTable } from '../route-table.js';

type HopMatcher = (hop: RouteHop | undefined) => boolean;

/** The route that an IPv4 `route.delete` means (`fib_table_delete()`); throws ESRCH. */
export function findRoutes4(
  routes: RouteTable,
  destination: IpPrefix,
  wanted: RouteDelete,
  matches: readonly HopMatcher[],
): readonly Route[] {
  const source = wanted.source === undefined ? undefined : parseAddress(wanted.source).value;
  const found = routes
    .of('inet', wanted.table, destination.value, destination.length)
    .find(
      (route) =>
        route.tos === (wanted.tos ?? 0) &&
        says(wanted.type, route.type) &&
        says(wanted.metric, route.metric) &&
        says(wanted.protocol, route.protocol) &&
        says(wanted.scope, route.scope) &&
        says(source, route.source?.value) &&
        (wanted.nextHops === undefined || matches.length === route.hops.length) &&
        matches.every((matchesHop, index) => matchesHop(route.hops[index])),
    );
  if (found === undefined) throw new KernelError('ESRCH');
  return [found];
}

/**
 * The routes that an IPv6 `route.delete` means (`ip6_route_del()`): one way where a gateway is said, else all. Where a
 * table has no default route it has an entry that says so, which is found and cannot be deleted.
 */
export function findRoutes6(
  routes: RouteTable,
  destination: IpPrefix,
  wanted: RouteDelete,
  matches: readonly HopMatcher[],
): readonly Route[] {
  const { value, length } = destination;
  const all = routes.of('inet6', wanted.table, value, length);
  const candidates = all.filter((route) => says(wanted.metric, route.metric) && says(wanted.protocol, route.protocol));
  const found = matches.map((matchesHop) => candidates.find((route) => matchesHop(route.hops[0])));
  if (found.includes(undefined)) {
    const fitsNothing = wanted.metric ?? wanted.protocol ?? wanted.via;
    const foundNothing = length === 0 && all.length === 0 && fitsNothing === undefined && saysLoopback(wanted);
    throw new KernelError(foundNothing ? 'ENOENT' : 'ESRCH');
  }
  const some = found.filter((route) => route !== undefined);
  const [first] = some;
  if (wanted.nextHops !== undefined || wanted.via !== undefined || first === undefined || !isWayOfMany(first))
    return some;
  return candidates.filter((route) => isWayOfMany(route) && route.metric === first.metric);
}

/** The entry that says that there is no default route is one through lo. */
function saysLoopback({ dev, devIndex }: RouteDelete): boolean {
  return devIndex === undefined ? dev === undefined || dev === 'lo' : devIndex === 1;
}

/** Tells whether a way is the one that is said; what is not said fits every way. Throws ENODEV. */
export function hopMatcher(namespace: NetworkNamespace, { via, dev, devIndex }: NextHop): HopMatcher {
  const said = dev !== undefined || devIndex !== undefined;
  const link: Link | undefined = said ? namespace.links.require(dev, devIndex) : undefined;
  const gateway = via === undefined ? undefined : parseAddress(via);
  return (hop) =>
    says(link, hop?.link) &&
    (gateway === undefined || (hop?.via?.family === gateway.family && hop.via.value === gateway.value));
}

/** What is not said fits everything. */
function says<T>(wanted: T | undefined, actual: T | undefined): boolean {
  return wanted === undefined || wanted === actual;
}
