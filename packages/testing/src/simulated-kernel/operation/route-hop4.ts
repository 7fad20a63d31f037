import type { IpAddress } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { lookUp } from '../reachability/look-up.js';

export interface WantedHop {
  readonly via: IpAddress | undefined;
  readonly link: Link | undefined;
  readonly onLink: boolean;
  readonly scope: string;
}

/** `fib_check_nh()`: the link of a way, found by its gateway where none is said. */
export function resolveHop4(namespace: NetworkNamespace, { via, link, onLink }: WantedHop): Link {
  if (via === undefined) {
    if (link === undefined) throw new KernelError('ENODEV');
    requireUp(link);
    return link;
  }
  if (onLink) {
    if (link === undefined) throw new KernelError('EINVAL', 'Nexthop device required for onlink');
    requireUp(link);
    return link;
  }
  if (via.family === 'inet6') return resolveByIpv6(namespace, via, link);
  if (link !== undefined) requireUp(link);
  const found = lookUp(namespace, via, link);
  if (found === undefined) throw new KernelError('ENETUNREACH', 'Nexthop has invalid gateway', 'via');
  if (found.type !== 'unicast' && found.type !== 'local') {
    throw new KernelError('EINVAL', 'Nexthop has invalid gateway', 'via');
  }
  // A gateway behind another gateway is no gateway.
  if (found.scope === 'global') throw new KernelError('ENETUNREACH', 'Nexthop has invalid gateway', 'via');
  const way = found.type === 'local' ? (found.hops[0]?.link ?? link) : found.hops[0]?.link;
  if (way === undefined) throw new KernelError('ENODEV');
  requireUp(way);
  return way;
}

function resolveByIpv6(namespace: NetworkNamespace, via: IpAddress, link: Link | undefined): Link {
  const way = link ?? lookUp(namespace, via)?.hops[0]?.link;
  if (way === undefined) throw new KernelError('ENETUNREACH', undefined, 'via');
  requireUp(way);
  return way;
}

function requireUp(link: Link): void {
  if (!link.up) throw new KernelError('ENETDOWN', 'Device for nexthop is not up', 'dev');
}
