import { newAddress, type LinkAddress } from '../address.js';
import { parsePrefix, type IpPrefix } from '../ip/ip-address.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { linkSysctl, renewSysctls } from '../link-sysctl.js';
import type { NetworkNamespace } from '../network-namespace.js';
import type { RouteTable } from '../route-table.js';
import { isWayOfMany, LOCAL_TABLE, type Route } from '../route.js';
import { isRouter, joinAnycast, leaveAnycast } from './anycast.js';
import { linkLocalAddress } from './link-local.js';
import { addPrefixRoute, PREFIX_METRIC, removePrefixRoute } from './prefix-route6.js';
import { insertRoute6, newRoute6 } from './route6.js';

const MULTICAST = parsePrefix('ff00::/8');
const LOOPBACK = parsePrefix('::1/128');
/** How long one probe of duplicate address detection takes: RetransTimer (RFC 4861, section 10). */
const DAD_PROBE_MS = 1000;

function hasIpv6(link: Link): boolean {
  return link.hasIpv6 && linkSysctl(link, 'ipv6/conf/disable_ipv6') === '0';
}

/** IPv6 begins on a link once it is up and has a carrier: a link-local address, and the route for multicast. */
export function refreshIpv6(kernel: KernelState, link: Link): void {
  if (link.ipv6Ready || !link.up || !link.carrier || !hasIpv6(link)) return;
  begin(kernel, link);
}

function begin(kernel: KernelState, link: Link): void {
  link.ipv6Ready = true;
  if (link.isLoopback) {
    addAddress6(kernel, link, newAddress(LOOPBACK, { label: undefined, scope: 'host', noDad: false }));
    return;
  }
  addMulticastRoute(link);
  const local = linkLocalAddress(link);
  if (local !== undefined && !hasAddress(link, local)) {
    addAddress6(kernel, link, newAddress(local, { label: undefined, scope: 'link' }));
  }
  for (const address of link.inet6) if (address.tentative) startDad(kernel, link, address);
}

/**
 * Looks at all addresses anew, as after `arp on` (`addrconf_dad_run()`): their own routes come back if they had gone. Not
 * without a carrier (`addrconf_link_ready()`).
 */
export function restartDad(kernel: KernelState, link: Link): void {
  if (link.ipv6Ready && link.carrier) for (const address of link.inet6) startDad(kernel, link, address);
}

/** The route for multicast, which a link has from its first IPv6 address on (`addrconf_add_mroute()`). */
export function addMulticastRoute(link: Link): void {
  if (!link.up || link.isLoopback) return;
  insertRoute6(link, newRoute6(link, 'multicast', MULTICAST, LOCAL_TABLE, PREFIX_METRIC));
}

/** Puts an address on the link, with the routes that come with it. */
export function addAddress6(kernel: KernelState, link: Link, address: LinkAddress): void {
  if (!address.noDad) address.tentative = true;
  address.waits = true;
  const place = link.inet6.findIndex((other) => scopeRank(other.scope) <= scopeRank(address.scope));
  link.inet6.splice(place === -1 ? link.inet6.length : place, 0, address);
  // The address that lo has from the start is alone (`init_loopback()`).
  if (!link.isLoopback || address.scope !== 'host') addPrefixRoute(link, address);
  startDad(kernel, link, address);
}

/** Takes an address off the link; its prefix route stays while another address needs it. */
export function deleteAddress6(link: Link, address: LinkAddress): void {
  link.inet6.splice(link.inet6.indexOf(address), 1);
  forgetSource(link.namespace, address);
  const table = link.namespace.routes;
  for (const route of table.of('inet6', LOCAL_TABLE, address.local.value, 128)) {
    if (route.type === 'local' && route.hops[0]?.link === link) table.remove(route);
  }
  if (isRouter(link)) leaveAnycast(link, address);
  // The route of one that ends by itself ends by itself as well.
  if (!address.noPrefixRoute && address.validLifetime === undefined) removePrefixRoute(link, address);
}

/** Routes stay that prefer an address as source which nothing has any more, without one (`rt6_remove_prefsrc()`). */
function forgetSource({ links, routes }: NetworkNamespace, { local }: LinkAddress): void {
  for (const { inet6 } of links.values()) {
    if (inet6.some((other) => other.local.value === local.value && !other.tentative)) return;
  }
  for (const route of routes.withSource(local)) routes.replace(route, { ...route, source: undefined });
}

/** A link that goes up gives its addresses that waited their routes. */
export function upIpv6(kernel: KernelState, link: Link): void {
  for (const address of link.inet6) {
    // One that ends by itself is left alone (`addrconf_permanent_addr()`).
    if (address.validLifetime !== undefined) continue;
    addPrefixRoute(link, address);
    if (address.waits) startDad(kernel, link, address);
  }
}

/** A link that goes down loses its IPv6 addresses, unless `keep_addr_on_down` says otherwise, and its IPv6 routes. */
export function downIpv6(_kernel: KernelState, link: Link): void {
  link.ipv6Ready = false;
  const kept = keepsAddresses(link) ? link.inet6.filter(isKept) : [];
  if (isRouter(link)) for (const address of link.inet6) leaveAnycast(link, address);
  for (const address of kept) {
    address.tentative = !address.noDad;
    address.waits = true;
  }
  link.inet6.splice(0, link.inet6.length, ...kept);
  const table = link.namespace.routes;
  for (const route of table.ofLink(link))
    if (route.family === 'inet6' && isDead(table, link, route)) table.remove(route);
}

function keepsAddresses(link: Link): boolean {
  const { sysctls } = link.namespace;
  const path = 'ipv6/conf/keep_addr_on_down';
  return Number(sysctls.shared(path, 'all')) > 0 || Number(linkSysctl(link, path)) > 0;
}

/** Those that last for ever, but for what the kernel makes itself. */
function isKept({ scope, validLifetime }: LinkAddress): boolean {
  return scope !== 'link' && scope !== 'host' && validLifetime === undefined;
}

/** A way beside others stays until the last of their links is down (`fib6_ifdown()`). */
function isDead(table: RouteTable, link: Link, route: Route): boolean {
  if (!isWayOfMany(route)) return true;
  return table
    .of('inet6', route.table, route.destination.value, route.destination.length)
    .filter((other) => isWayOfMany(other) && other.metric === route.metric)
    .every(({ hops: [hop] }) => hop?.link === link || hop?.link?.up !== true);
}

/** All that IPv6 has on a link goes, as when `disable_ipv6` is set. */
export function stopIpv6(kernel: KernelState, link: Link): void {
  downIpv6(kernel, link);
  link.inet6.length = 0;
  for (const [key, neighbour] of link.neighbours) if (neighbour.family === 'inet6') link.neighbours.delete(key);
}

/** The MTU fell below what IPv6 needs: its part of the link goes, but for that of lo (`addrconf_notify()`). */
export function endIpv6(kernel: KernelState, link: Link): void {
  stopIpv6(kernel, link);
  link.anycast.clear();
  if (!link.isLoopback) link.addressGeneration = undefined;
}

/** IPv6 comes back to a link with nothing of what it had. */
export function startIpv6(kernel: KernelState, link: Link): void {
  link.addressGeneration = 'eui64';
  renewSysctls(link, 'ipv6/');
  // Whether the link is ready its operational state says, which follows a carrier a moment later (`addrconf_link_ready()`).
  const ready = link.carrier || (kernel.carrierEvents.has(link) && /^(?:UP|UNKNOWN)$/.test(link.operstate));
  if (link.up && ready && hasIpv6(link)) begin(kernel, link);
}

/** The address is used once nobody has answered for it; at once where nobody is asked (`addrconf_dad_begin()`). */
function startDad(kernel: KernelState, link: Link, address: LinkAddress): void {
  const asks =
    linkSysctl(link, 'ipv6/conf/accept_dad') !== '0' ||
    link.namespace.sysctls.shared('ipv6/conf/accept_dad', 'all') !== '0';
  if (link.isLoopback || address.noDad || !asks || !link.arp || !address.tentative) {
    completeDad(link, address);
    return;
  }
  if (!link.ipv6Ready) return;
  const probes = Number(linkSysctl(link, 'ipv6/conf/dad_transmits'));
  kernel.clock.schedule(probes * DAD_PROBE_MS, () => {
    if (link.ipv6Ready && link.inet6.includes(address)) completeDad(link, address);
  });
}

function completeDad(link: Link, address: LinkAddress): void {
  address.tentative = false;
  address.waits = false;
  insertRoute6(link, newRoute6(link, 'local', { ...address.local, length: 128 }, LOCAL_TABLE, 0));
  joinAnycast(link, address);
}

function hasAddress(link: Link, address: IpPrefix): boolean {
  return link.inet6.some(({ local }) => local.value === address.value);
}

/** The kernel lists wider scopes first, and the newest first within one (`ipv6_link_dev_addr()`). */
function scopeRank(scope: string): number {
  return { global: 4, site: 3, link: 2, host: 1 }[scope] ?? 0;
}
