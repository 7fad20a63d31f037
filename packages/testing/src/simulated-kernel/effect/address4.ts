import type { LinkAddress } from '../address.js';
import { KernelError } from '../kernel-error.js';
import { linkSysctl } from '../link-sysctl.js';
import type { Link } from '../link.js';
import { isDead4 } from './dead-ways4.js';
import { addDerivedRoutes, sameSubnet } from './derived-routes4.js';
import { removeDerivedRoutes } from './remove-routes4.js';

const SCOPES: readonly string[] = ['global', 'site', 'link', 'host', 'nowhere'];

/** `__inet_insert_ifa()`: primaries first, by scope; another address of a subnet that is there already is a secondary. */
export function addAddress4(link: Link, address: LinkAddress): void {
  if (link.inet.some((other) => sameSubnet(other, address) && other.local.value === address.local.value)) {
    throw new KernelError('EEXIST', 'ipv4: Address already assigned', 'address');
  }
  let behind = 0;
  for (const [index, other] of link.inet.entries()) {
    if (!other.secondary && rank(address.scope) <= rank(other.scope)) behind = index + 1;
    if (!sameSubnet(other, address)) continue;
    if (other.scope !== address.scope) throw new KernelError('EINVAL', 'ipv4: Invalid scope value', 'scope');
    address.secondary = true;
  }
  link.inet.splice(address.secondary ? link.inet.length : behind, 0, address);
  addDerivedRoutes(link, address);
  if (link.up) link.deadWays.clear();
}

/** `__inet_del_ifa()`: a primary takes its secondaries along, unless the first of them may be promoted. */
export function deleteAddress4(link: Link, address: LinkAddress): void {
  const secondaries = address.secondary
    ? []
    : link.inet.filter((other) => other.secondary && sameSubnet(other, address));
  const [promoted] = mayPromote(link) ? secondaries : [];
  if (promoted === undefined) for (const secondary of secondaries) remove(link, secondary);
  else for (const secondary of secondaries) removeDerivedRoutes(link, secondary, address);
  remove(link, address);
  if (promoted !== undefined) {
    link.inet.splice(link.inet.indexOf(promoted), 1);
    promoted.secondary = false;
    const lastPrimary = link.inet.findLastIndex(
      (other) => !other.secondary && rank(address.scope) <= rank(other.scope),
    );
    link.inet.splice(lastPrimary + 1, 0, promoted);
    for (const secondary of secondaries) addDerivedRoutes(link, secondary);
  }
  if (link.inet.length === 0) flushIpv4(link);
}

function mayPromote(link: Link): boolean {
  return (
    linkSysctl(link, 'ipv4/conf/promote_secondaries') !== '0' ||
    link.namespace.sysctls.shared('ipv4/conf/promote_secondaries', 'all') !== '0'
  );
}

function remove(link: Link, address: LinkAddress): void {
  link.inet.splice(link.inet.indexOf(address), 1);
  removeDerivedRoutes(link, address);
}

/** `fib_disable_ip()`: a link that loses its last IPv4 address has no IPv4 routes and neighbours. */
function flushIpv4(link: Link): void {
  const table = link.namespace.routes;
  for (const route of table.ofLink(link)) {
    if (route.family !== 'inet') continue;
    // Of several ways those through the link are dead, until it has an address again (`fib_sync_down_dev()`).
    for (const hop of route.hops) if (hop.link === link) link.deadWays.add(hop);
    if (isDead4(route)) table.remove(route);
  }
  for (const [key, neighbour] of link.neighbours) if (neighbour.family === 'inet') link.neighbours.delete(key);
}

/** Scopes grow narrower with their number (linux/rtnetlink.h). */
function rank(scope: string): number {
  const index = SCOPES.indexOf(scope);
  return index === -1 ? Number(scope) : [0, 200, 253, 254, 255][index]!;
}
