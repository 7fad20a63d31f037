import type { AddressFamily, NextHop, RouteAttributes } from '@netloom/core';
import { addressType4 } from '../address-type.js';
import { networkOf, parseAddress, parsePrefix, type IpAddress, type IpPrefix } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { isReject6 } from '../reject-route6.js';
import { WITHOUT_WAY, type Route, type RouteHop } from '../route.js';
import { resolveHop4 } from './route-hop4.js';
import { resolveHop6 } from './route-hop6.js';

/** IP6_RT_PRIO_USER: the metric of an IPv6 route for which none is said (net/ip6_route.h). */
const IPV6_METRIC = 1024;

/** A destination has no host bits: IPv4 refuses them, IPv6 cuts them off. */
export function routeDestination(family: AddressFamily, text: string): IpPrefix {
  const prefix = parsePrefix(text);
  const destination = networkOf(prefix);
  if (family === 'inet6' || destination.value === prefix.value) return destination;
  throw new KernelError('EINVAL', 'Invalid prefix for given prefix length', 'destination');
}

/** Makes a route of what a message says, with everything that the kernel adds; throws what it refuses. */
export function resolveRoute(namespace: NetworkNamespace, wanted: RouteAttributes): Route {
  const { family, type, table, tos = 0 } = wanted;
  const links = (wanted.nextHops ?? [wanted]).map((hop) => linkOf(namespace, hop));
  const destination = routeDestination(family, wanted.destination);
  namespace.routes.createTable(family, table);
  const scope = wanted.scope ?? defaultScope(wanted);
  const source = wanted.source === undefined ? undefined : parseAddress(wanted.source);
  const hops = resolveHops(namespace, wanted, links, scope, source);
  // IPv4 does not look at the source of a route that leads nowhere (`fib_create_info()`).
  if (source !== undefined && family === 'inet' && !WITHOUT_WAY.has(type)) checkSource4(namespace, source);
  const route: Route = {
    family,
    destination,
    table,
    type,
    tos,
    metric: wanted.metric ?? (family === 'inet6' ? IPV6_METRIC : 0),
    scope: family === 'inet6' ? 'global' : scope,
    protocol: wanted.protocol ?? 'boot',
    source,
    preference: family === 'inet6' ? wanted.preference : undefined,
    hops,
    metrics: wanted.metrics,
  };
  // One that is refused has no other flags.
  return family === 'inet6' && isReject6(route) ? { ...route, preference: undefined } : route;
}

/** What `ip route` says where nobody says a scope: a route without a gateway leads to what is on the link. */
function defaultScope({ type, via, nextHops }: RouteAttributes): string {
  if (type === 'local') return 'host';
  if (type === 'broadcast' || type === 'anycast') return 'link';
  const direct = via === undefined && (nextHops ?? []).every((hop) => hop.via === undefined);
  return direct && (type === 'unicast' || type === 'multicast') ? 'link' : 'global';
}

function resolveHops(
  namespace: NetworkNamespace,
  wanted: RouteAttributes,
  links: readonly (Link | undefined)[],
  scope: string,
  source: IpAddress | undefined,
): readonly RouteHop[] {
  if (WITHOUT_WAY.has(wanted.type)) {
    if (wanted.family === 'inet') return [];
    const lo = namespace.links.byName('lo');
    if (source !== undefined) checkSource6(namespace, lo, source);
    return [{ via: undefined, link: lo, weight: 1, onLink: false }];
  }
  const resolve = wanted.family === 'inet' ? resolveHop4 : resolveHop6;
  return (wanted.nextHops ?? [wanted]).map((hop: NextHop, index) => {
    const link = links[index];
    const onLink = hop.onLink ?? wanted.onLink ?? false;
    const via = hop.via === undefined ? undefined : parseAddress(hop.via);
    const way = resolve(namespace, { via, link, onLink, scope, route: wanted });
    // Each way of an IPv6 route is a route of its own, looked at whole before the next.
    if (wanted.family === 'inet6' && source !== undefined) checkSource6(namespace, way, source);
    return { via, link: way, weight: hop.weight ?? 1, onLink };
  });
}

function linkOf(namespace: NetworkNamespace, { dev, devIndex }: NextHop): Link | undefined {
  if (dev === undefined && devIndex === undefined) return undefined;
  return namespace.links.require(dev, devIndex);
}

/** A source that is asked for must be an address of this namespace (`fib_valid_prefsrc()`). */
function checkSource4(namespace: NetworkNamespace, source: IpAddress): void {
  if (addressType4(namespace, source) === 'local') return;
  throw new KernelError('EINVAL', 'Invalid prefsrc address', 'source');
}

/** An IPv6 source is an address of this namespace, or of the link of the route where it counts there alone (`ipv6_chk_addr()`). */
function checkSource6({ links }: NetworkNamespace, way: Link | undefined, source: IpAddress): void {
  for (const link of links.values()) {
    const found = link.inet6.find(({ local, tentative }) => local.value === source.value && !tentative);
    if (found !== undefined && (link === way || (found.scope !== 'link' && found.scope !== 'host'))) return;
  }
  throw new KernelError('EINVAL', 'Invalid source address', 'source');
}
