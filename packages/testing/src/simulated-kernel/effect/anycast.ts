import type { LinkAddress } from '../address.js';
import { mask, type IpPrefix } from '../ip/ip-address.js';
import { linkSysctl } from '../link-sysctl.js';
import type { Link } from '../link.js';
import { LOCAL_TABLE } from '../route.js';
import { insertRoute6, newRoute6 } from './route6.js';

/** Prefixes this long have no address to spare for routers (`addrconf_join_anycast()`). */
const TOO_LONG = 127;

/** A router answers for the subnet-router address of each of its prefixes (RFC 4291, section 2.6.1). */
export function joinAnycast(link: Link, address: LinkAddress): void {
  const destination = subnetRouter(address);
  if (destination === undefined || !isRouter(link)) return;
  const users = link.anycast.get(destination.value) ?? 0;
  link.anycast.set(destination.value, users + 1);
  // It gets a route with its first user (`__ipv6_dev_ac_inc()`).
  if (users === 0) insertRoute6(link, newRoute6(link, 'anycast', destination, LOCAL_TABLE, 0));
}

/** The last of its users takes the route along (`__ipv6_dev_ac_dec()`). */
export function leaveAnycast(link: Link, address: LinkAddress): void {
  const destination = subnetRouter(address);
  const users = destination === undefined ? undefined : link.anycast.get(destination.value);
  if (destination === undefined || users === undefined) return;
  if (users > 1) {
    link.anycast.set(destination.value, users - 1);
    return;
  }
  link.anycast.delete(destination.value);
  const { routes } = link.namespace;
  for (const route of routes.of('inet6', LOCAL_TABLE, destination.value, destination.length)) {
    if (route.type === 'anycast' && route.hops[0]?.link === link) routes.remove(route);
  }
}

/** The link began to forward, or ceased (`dev_forward_change()`). */
export function changeForwarding(link: Link): void {
  const change = isRouter(link) ? joinAnycast : leaveAnycast;
  for (const address of link.inet6) if (!address.tentative) change(link, address);
}

export function isRouter(link: Link): boolean {
  return linkSysctl(link, 'ipv6/conf/forwarding') !== '0';
}

function subnetRouter({ local }: LinkAddress): IpPrefix | undefined {
  const value = local.value & mask('inet6', local.length);
  return local.length >= TOO_LONG || value === 0n ? undefined : { family: 'inet6', value, length: 128 };
}
