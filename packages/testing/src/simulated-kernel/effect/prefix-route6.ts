import type { LinkAddress } from '../address.js';
import { networkOf } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import { MAIN_TABLE, type Route } from '../route.js';
import { insertRoute6, newRoute6 } from './route6.js';

/** IP6_RT_PRIO_ADDRCONF: the metric of routes that the kernel makes for prefixes (net/ip6_route.h). */
export const PREFIX_METRIC = 256;

/** The route to the prefix of an address, on a link that is up. */
export function addPrefixRoute(link: Link, address: LinkAddress): void {
  const prefix = networkOf(address.local);
  if (!link.up || address.noPrefixRoute) return;
  insertRoute6(link, newRoute6(link, 'unicast', prefix, MAIN_TABLE, metricOf(address)));
}

/** Takes away the route of an address's prefix, unless another address has the same (`check_cleanup_prefix_route()`). */
export function removePrefixRoute(link: Link, address: LinkAddress): void {
  const network = networkOf(address.local);
  const needed = link.inet6.some((other) => {
    if (other === address) return false;
    const prefix = networkOf(other.local);
    return prefix.length === network.length && prefix.value === network.value;
  });
  if (needed) return;
  const standing = prefixRouteOf(link, address);
  if (standing !== undefined) link.namespace.routes.remove(standing);
}

/** The route of an address's prefix gets the address's metric, and comes back where it had gone (`modify_prefix_route()`). */
export function renewPrefixRoute(link: Link, address: LinkAddress): void {
  const standing = prefixRouteOf(link, address);
  if (standing?.metric === metricOf(address)) return;
  if (standing !== undefined) link.namespace.routes.remove(standing);
  addPrefixRoute(link, address);
}

/**
 * What the kernel takes for the route of an address's prefix: the first without a gateway that leads out of the link, whoever
 * made it (`addrconf_get_prefix_route()`). Those that lead nowhere lead out of lo.
 */
function prefixRouteOf(link: Link, address: LinkAddress): Route | undefined {
  const { value, length } = networkOf(address.local);
  return link.namespace.routes
    .of('inet6', MAIN_TABLE, value, length)
    .find(
      ({ hops: [hop] }) => (hop?.link === undefined ? link.isLoopback : hop.link === link) && hop?.via === undefined,
    );
}

function metricOf({ metric = PREFIX_METRIC }: LinkAddress): number {
  return metric;
}
