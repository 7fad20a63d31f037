import type { IpAddress } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { lookUp } from '../reachability/look-up.js';
import type { WantedHop } from './route-hop4.js';

/** `ip6_route_info_create()`: the link of a way, found by its gateway where none is said. */
export function resolveHop6(namespace: NetworkNamespace, { via, link, onLink }: WantedHop): Link {
  if (via === undefined || (onLink && link !== undefined)) {
    if (link === undefined) throw new KernelError('ENODEV');
    requireUp(link);
    return link;
  }
  if (isLocal(namespace, via)) throw new KernelError('EINVAL', 'Gateway can not be a local address', 'via');
  if (via.value >> 118n === 0xfe80n >> 6n) {
    if (link === undefined) throw new KernelError('EINVAL', 'Egress device not specified', 'via');
    requireUp(link);
    return link;
  }
  if (link !== undefined) requireUp(link);
  const found = lookUp(namespace, via, link);
  const way = found?.hops[0];
  if (found?.type !== 'unicast' || way?.link === undefined || way.via !== undefined) {
    throw new KernelError('EHOSTUNREACH', undefined, 'via');
  }
  requireUp(way.link);
  return way.link;
}

function isLocal(namespace: NetworkNamespace, address: IpAddress): boolean {
  for (const link of namespace.links.values()) {
    if (link.inet6.some(({ local }) => local.value === address.value)) return true;
  }
  return false;
}

function requireUp(link: Link): void {
  if (!link.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up', 'dev');
}
