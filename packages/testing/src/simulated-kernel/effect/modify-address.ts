import type { LinkAddress } from '../address.js';
import { networkOf } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { MAIN_TABLE } from '../route.js';
import { derivedRoutes, addDerivedRoutes, isSame } from './derived-routes4.js';
import { addPrefixRoute, removePrefixRoute } from './ipv6.js';

/** The connected route of an IPv4 address gets another metric (`fib_modify_prefix_metric()`). */
export function setMetric4(link: Link, address: LinkAddress, metric: number | undefined): void {
  if (metric === address.metric) return;
  const before = derivedRoutes(link, address);
  address.metric = metric;
  addDerivedRoutes(link, address);
  const after = derivedRoutes(link, address);
  const table = link.namespace.routes;
  for (const route of before) {
    if (after.some((other) => isSame(other, route) && other.destination.length === route.destination.length)) continue;
    const { value, length } = route.destination;
    const standing = table.of('inet', route.table, value, length).find((other) => isSame(other, route));
    if (standing !== undefined) table.remove(standing);
  }
}

/** What an IPv6 address can be given later, with its prefix route (`inet6_addr_modify()`). */
export function modifyAddress6(link: Link, address: LinkAddress, wanted: Partial<LinkAddress>): void {
  const hadRoute = !address.noPrefixRoute;
  address.noDad = wanted.noDad ?? false;
  address.home = wanted.home ?? false;
  address.manageTemp = wanted.manageTemp ?? false;
  address.metric = wanted.metric ?? address.metric;
  if (wanted.noPrefixRoute === true) {
    if (hadRoute) removePrefixRoute(link, address);
    address.noPrefixRoute = true;
    return;
  }
  address.noPrefixRoute = false;
  const { value, length } = networkOf(address.local);
  const table = link.namespace.routes;
  const standing = table
    .of('inet6', MAIN_TABLE, value, length)
    .find((route) => route.protocol === 'kernel' && route.hops[0]?.link === link);
  if (hadRoute && standing !== undefined) table.remove(standing);
  addPrefixRoute(link, address);
}
