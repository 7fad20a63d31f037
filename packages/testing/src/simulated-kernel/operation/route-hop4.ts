import type { RouteAttributes } from '@netloom/core';
import { addressType4 } from '../address-type.js';
import type { IpAddress } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { REFUSING_TYPES, search, type Found } from '../reachability/look-up.js';
import { MAIN_TABLE, type Route } from '../route.js';

export interface WantedHop {
  readonly via: IpAddress | undefined;
  readonly link: Link | undefined;
  readonly onLink: boolean;
  readonly scope: string;
  readonly route: RouteAttributes;
}

const INVALID = 'Nexthop has invalid gateway';

/** `fib_check_nh()`: the link of a way, found by its gateway where none is said. */
export function resolveHop4(namespace: NetworkNamespace, wanted: WantedHop): Link {
  const { via, link, onLink, scope } = wanted;
  if (scope === 'host') return resolveLocal(wanted);
  if (via === undefined) return resolveDirect(link, onLink);
  if (via.family === 'inet6') return resolveByIpv6(namespace, via, link);
  if (onLink) return resolveOnLink(namespace, via, link, scope);
  const { route: found, ...end } = findGateway(namespace, wanted, via);
  if (found === undefined) throw new KernelError('errno' in end ? end.errno : 'ENETUNREACH', INVALID, 'via');
  const refusal = REFUSING_TYPES.get(found.type);
  if (refusal !== undefined) throw new KernelError(refusal, INVALID, 'via');
  if (found.type !== 'unicast' && found.type !== 'local') throw new KernelError('EINVAL', INVALID, 'via');
  const way = found.hops.find((hop) => link === undefined || hop.link === link)?.link;
  if (way === undefined) throw new KernelError('EINVAL', 'No egress device for nexthop gateway', 'via');
  if (!way.up) throw new KernelError('ENETDOWN');
  return way;
}

/** The routes to a gateway that count are those to neighbours: of scope link, or narrower. */
function findGateway(namespace: NetworkNamespace, { link, route }: WantedHop, via: IpAddress): Found {
  const fits = (candidate: Route): boolean =>
    (candidate.scope === 'link' || candidate.scope === 'host') &&
    (link === undefined || candidate.hops.some((hop) => hop.link === link));
  if (route.table !== MAIN_TABLE) {
    for (const candidate of namespace.routes.covering(route.table, via))
      if (fits(candidate)) return { route: candidate };
  }
  return search(namespace, via, {}, { fits });
}

function resolveLocal({ via, link, route }: WantedHop): Link {
  if (route.nextHops !== undefined && route.nextHops.length > 1) {
    throw new KernelError('EINVAL', 'Route with host scope can not have multiple nexthops', 'nextHops');
  }
  if (via !== undefined) throw new KernelError('EINVAL', 'Route with host scope can not have a gateway', 'via');
  if (link === undefined) throw new KernelError('ENODEV');
  return link;
}

function resolveDirect(link: Link | undefined, onLink: boolean): Link {
  if (onLink) throw new KernelError('EINVAL', 'Invalid flags for nexthop - PERVASIVE and ONLINK can not be set');
  if (link === undefined) throw new KernelError('ENODEV');
  if (!link.up) throw new KernelError('ENETDOWN', 'Device for nexthop is not up', 'dev');
  return link;
}

function resolveOnLink(namespace: NetworkNamespace, via: IpAddress, link: Link | undefined, scope: string): Link {
  if (scope === 'link') throw new KernelError('EINVAL', 'Nexthop has invalid scope', 'scope');
  if (link === undefined) throw new KernelError('ENODEV', 'Nexthop device required for onlink');
  if (!link.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up', 'dev');
  if (addressType4(namespace, via) !== 'unicast') throw new KernelError('EINVAL', INVALID, 'via');
  return link;
}

function resolveByIpv6(namespace: NetworkNamespace, via: IpAddress, link: Link | undefined): Link {
  const way = link ?? search(namespace, via).route?.hops[0]?.link;
  if (way === undefined) throw new KernelError('EHOSTUNREACH', undefined, 'via');
  if (!way.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up', 'dev');
  return way;
}
