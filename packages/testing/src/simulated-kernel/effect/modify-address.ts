import type { LinkAddress } from '../address.js';
import type { Link } from '../link.js';
import { addDerivedRoute, connectedRoute } from './derived-routes4.js';
import { addPrefixRoute, removePrefixRoute, renewPrefixRoute } from './prefix-route6.js';
import { removeRoute } from './remove-routes4.js';

/**
 * The connected route of an IPv4 address gets another metric (`fib_modify_prefix_metric()`): one with the new metric comes,
 * then the first goes that has the old one. Where no old one was said any will do, which is the new one if none is left.
 */
export function setMetric4(link: Link, address: LinkAddress, metric = 0): void {
  const before = address.metric ?? 0;
  if (metric === before) return;
  address.metric = metric === 0 ? undefined : metric;
  const connected = connectedRoute(link, address);
  if (connected === undefined) return;
  addDerivedRoute(link, connected);
  removeRoute(link, connected.type, connected.destination, address.local.value, before);
}

/** What an IPv6 address can be given later, with its prefix route (`inet6_addr_modify()`). */
export function modifyAddress6(link: Link, address: LinkAddress, wanted: Partial<LinkAddress>): void {
  // The route of an address that ends by itself is not looked for: it stays, with the metric that it has.
  const hadRoute = !address.noPrefixRoute && address.validLifetime === undefined;
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
  if (hadRoute) renewPrefixRoute(link, address);
  else addPrefixRoute(link, address);
}
