import { mask, type IpPrefix } from '../ip/ip-address.js';
import { linkSysctl } from '../link-sysctl.js';
import type { Link } from '../link.js';
import { LOCAL_TABLE } from '../route.js';
import { insertRoute6, newRoute6 } from './route6.js';

/** Prefixes this long have no address to spare for routers (`addrconf_join_anycast()`). */
const TOO_LONG = 127;

/** A router answers for the subnet-router address of each of its prefixes (RFC 4291, section 2.6.1). */
export function refreshAnycast(link: Link): void {
  const wanted = linkSysctl(link, 'ipv6/conf/forwarding') === '0' ? [] : subnetRouters(link);
  const table = link.namespace.routes;
  for (const route of table.ofLink(link)) {
    if (route.type === 'anycast' && !wanted.some(({ value }) => value === route.destination.value)) table.remove(route);
  }
  for (const destination of wanted) insertRoute6(link, newRoute6(link, 'anycast', destination, LOCAL_TABLE, 0));
}

function subnetRouters(link: Link): readonly IpPrefix[] {
  return link.inet6
    .filter(({ tentative, local }) => !tentative && local.length < TOO_LONG)
    .map(({ local }): IpPrefix => ({ family: 'inet6', value: local.value & mask('inet6', local.length), length: 128 }))
    .filter(({ value }) => value !== 0n);
}
