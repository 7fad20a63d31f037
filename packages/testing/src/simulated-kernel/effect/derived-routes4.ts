import { addressType4 } from '../address-type.js';
import { subnetPrefix, type LinkAddress } from '../address.js';
import { broadcastOf, networkOf, type IpPrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { LOCAL_TABLE, MAIN_TABLE, type Route } from '../route.js';

/** The primary address of the subnet that an address is in: the source of all its routes. */
export function primaryOf(link: Link, address: LinkAddress): LinkAddress {
  if (!address.secondary) return address;
  return link.inet.find((other) => !other.secondary && sameSubnet(other, address)) ?? address;
}

export function sameSubnet(a: LinkAddress, b: LinkAddress): boolean {
  const [one, other] = [networkOf(subnetPrefix(a)), networkOf(subnetPrefix(b))];
  return one.length === other.length && one.value === other.value;
}

/** The routes that come with an address (`fib_add_ifaddr()`): its own on a link that is down, all on one that is up. */
export function derivedRoutes(link: Link, address: LinkAddress): Route[] {
  const routes = [derivedRoute(link, address, 'local', host(address.local.value))];
  if (!link.up) return routes;
  const broadcast = (value: bigint): Route => derivedRoute(link, address, 'broadcast', host(value));
  if (address.broadcast !== undefined && address.broadcast !== 0xffffffffn) routes.push(broadcast(address.broadcast));
  if (!hasSubnet(address)) return routes;
  const connected = connectedRoute(link, address);
  if (connected !== undefined) routes.push(connected);
  const prefix = subnetPrefix(address);
  if (prefix.length < 31) routes.push(broadcast(broadcastOf(networkOf(prefix))));
  return routes;
}

/** The route to the subnet of a primary address, on a link that is up. */
export function connectedRoute(link: Link, address: LinkAddress): Route | undefined {
  if (!link.up || address.noPrefixRoute || !hasSubnet(address)) return undefined;
  const network = networkOf(subnetPrefix(address));
  return derivedRoute(link, address, link.isLoopback ? 'local' : 'unicast', network, address.metric);
}

function hasSubnet(address: LinkAddress): boolean {
  const prefix = subnetPrefix(address);
  const network = networkOf(prefix);
  return !address.secondary && network.value !== 0n && (network.value !== address.local.value || prefix.length < 32);
}

function host(value: bigint): IpPrefix {
  return { family: 'inet', value, length: 32 };
}

function derivedRoute(
  link: Link,
  address: LinkAddress,
  type: 'local' | 'broadcast' | 'unicast',
  destination: IpPrefix,
  metric = 0,
): Route {
  return {
    family: 'inet',
    destination,
    table: type === 'unicast' ? MAIN_TABLE : LOCAL_TABLE,
    type,
    tos: 0,
    metric,
    scope: type === 'local' ? 'host' : 'link',
    protocol: 'kernel',
    source: primaryOf(link, address).local,
    preference: undefined,
    hops: link.direct,
    metrics: undefined,
  };
}

/** Adds the routes of an address, behind others of the same destination; those that stand already stay. */
export function addDerivedRoutes(link: Link, address: LinkAddress): void {
  for (const route of derivedRoutes(link, address)) addDerivedRoute(link, route);
}

export function addDerivedRoute(link: Link, route: Route): void {
  const table = link.namespace.routes;
  const ownSource = route.type === 'local' && route.destination.value === route.source?.value;
  if (!ownSource && !isUsableSource(link, route)) return;
  const siblings = table.of('inet', route.table, route.destination.value, route.destination.length);
  if (siblings.some((other) => isSame(other, route))) return;
  const next = siblings.findIndex((other) => other.tos < 0 || other.metric > route.metric);
  table.insert(route, next === -1 ? siblings.length : next);
}

/** A source is an address of the namespace, and by its local table nothing else (`fib_valid_prefsrc()`). */
function isUsableSource({ namespace }: Link, { source }: Route): boolean {
  return source !== undefined && addressType4(namespace, source) === 'local';
}

/** Two derived routes are one where destination, type, source, link and metric are equal. */
export function isSame(a: Route, b: Route): boolean {
  return (
    a.type === b.type &&
    a.metric === b.metric &&
    a.protocol === b.protocol &&
    a.source?.value === b.source?.value &&
    a.hops[0]?.link === b.hops[0]?.link
  );
}
