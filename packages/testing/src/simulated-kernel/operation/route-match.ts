import type { NextHop, RouteDelete } from '@netloom/core';
import { networkOf, parseAddress, type IpPrefix } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { isWayOfMany, type Route, type RouteHop } from '../route.js';

/** The route that an IPv4 `route.delete` means (`fib_table_delete()`). */
export function findRoutes4(namespace: NetworkNamespace, destination: IpPrefix, wanted: RouteDelete): readonly Route[] {
  if (networkOf(destination).value !== destination.value) {
    throw new KernelError('EINVAL', 'Invalid prefix for given prefix length', 'destination');
  }
  const source = wanted.source === undefined ? undefined : parseAddress(wanted.source).value;
  const hops = (wanted.nextHops ?? [wanted]).map((hop) => matcher(namespace, hop));
  const found = namespace.routes
    .of('inet', wanted.table, destination.value, destination.length)
    .find(
      (route) =>
        route.tos === (wanted.tos ?? 0) &&
        says(wanted.type, route.type) &&
        says(wanted.metric, route.metric) &&
        says(wanted.protocol, route.protocol) &&
        says(wanted.scope, route.scope) &&
        says(source, route.source?.value) &&
        (wanted.nextHops === undefined || hops.length === route.hops.length) &&
        hops.every((matches, index) => matches(route.hops[index])),
    );
  return found === undefined ? [] : [found];
}

/** The routes that an IPv6 `route.delete` means (`ip6_route_del()`): one way where a gateway is said, else all. */
export function findRoutes6(namespace: NetworkNamespace, destination: IpPrefix, wanted: RouteDelete): readonly Route[] {
  const { value, length } = networkOf(destination);
  const candidates = namespace.routes
    .of('inet6', wanted.table, value, length)
    .filter((route) => says(wanted.metric, route.metric) && says(wanted.protocol, route.protocol));
  if (wanted.nextHops !== undefined) {
    return wanted.nextHops.flatMap((hop) => {
      const matches = matcher(namespace, hop);
      return candidates.find((route) => matches(route.hops[0])) ?? [];
    });
  }
  const matches = matcher(namespace, wanted);
  const first = candidates.find((route) => matches(route.hops[0]));
  if (first === undefined) return [];
  if (wanted.via !== undefined || !isWayOfMany(first)) return [first];
  return candidates.filter((route) => isWayOfMany(route) && route.metric === first.metric);
}

/** What is not said fits everything. */
function says<T>(wanted: T | undefined, actual: T | undefined): boolean {
  return wanted === undefined || wanted === actual;
}

function matcher(namespace: NetworkNamespace, { via, dev, devIndex }: NextHop): (hop: RouteHop | undefined) => boolean {
  const said = dev !== undefined || devIndex !== undefined;
  const link: Link | undefined = said ? namespace.links.require(dev, devIndex) : undefined;
  const gateway = via === undefined ? undefined : parseAddress(via);
  return (hop) =>
    says(link, hop?.link) &&
    (gateway === undefined || (hop?.via?.family === gateway.family && hop.via.value === gateway.value));
}
