import type { IpAddress } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { Link } from '../link.js';
import { linkSysctl } from '../link-sysctl.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { search } from '../reachability/look-up.js';
import { isReject6 } from '../reject-route6.js';
import { MAIN_TABLE, type Route } from '../route.js';
import type { WantedHop } from './route-hop4.js';

/** `fib6_nh_init()`: the link of a way, found by its gateway where none is said. */
export function resolveHop6(namespace: NetworkNamespace, wanted: WantedHop): Link {
  const { via, link, onLink } = wanted;
  if (link?.hasIpv6 === false) throw new KernelError('ENODEV');
  if (onLink) {
    if (link === undefined) throw new KernelError('ENODEV', 'Nexthop device required for onlink');
    if (!link.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up', 'dev');
  }
  const way = via === undefined ? link : resolveGateway(namespace, wanted, via);
  if (way === undefined) throw new KernelError('ENODEV');
  if (linkSysctl(way, 'ipv6/conf/disable_ipv6') !== '0') {
    throw new KernelError('EACCES', 'IPv6 is disabled on nexthop device', 'dev');
  }
  if (!way.up) throw new KernelError('ENETDOWN', 'Nexthop device is not up', 'dev');
  return way;
}

/** `ip6_validate_gw()`. */
function resolveGateway(namespace: NetworkNamespace, { link, onLink, route }: WantedHop, via: IpAddress): Link {
  const linkLocal = via.value >> 118n === 0xfe80n >> 6n;
  const own = (on: Link | undefined): boolean =>
    [...namespace.links.values()].some(
      (other) =>
        (!linkLocal || other === on) &&
        other.inet6.some(({ local, tentative }) => local.value === via.value && !tentative),
    );
  if (link !== undefined && own(link)) throw new KernelError('EINVAL', 'Gateway can not be a local address', 'via');
  let way = link;
  if (!linkLocal) {
    if (via.value >> 120n === 0xffn) throw new KernelError('EINVAL', 'Invalid gateway address', 'via');
    if (onLink) checkOnLink(namespace, via, link);
    else way = findGateway(namespace, via, link, route.table);
  }
  if (way === undefined) throw new KernelError('EINVAL', 'Egress device not specified', 'via');
  if (way.isLoopback) {
    throw new KernelError('EINVAL', 'Egress device can not be loopback device for this route', 'via');
  }
  if (link === undefined && own(way)) throw new KernelError('EINVAL', 'Gateway can not be a local address', 'via');
  return way;
}

/** `ip6_route_check_nh_onlink()`: the main table must not know better, the default route aside. */
function checkOnLink({ routes }: NetworkNamespace, via: IpAddress, link: Link | undefined): void {
  const [first, ...others] = routes.covering(MAIN_TABLE, via);
  if (first === undefined) return;
  // Of those that are as good, the one through the link is taken (`rt6_score_route()`).
  const rivals = others.filter((other) => other.destination.length === first.destination.length);
  const through = [first, ...rivals].find((other) => other.metric === first.metric && other.hops[0]?.link === link);
  const route = through ?? first;
  if (route.destination.value === 0n || isReject6(route)) return;
  if (route.type === 'unicast' && route === through) return;
  throw new KernelError('EINVAL', 'Nexthop has invalid gateway or device mismatch', 'via');
}

/** `ip6_route_check_nh()`: a gateway is a neighbour, and reached through the link that was said. */
function findGateway(namespace: NetworkNamespace, via: IpAddress, link: Link | undefined, table: number): Link {
  const direct = (route: Route | undefined): Link | undefined => {
    const [hop] = route?.hops ?? [];
    const works = route !== undefined && (route.type === 'unicast' || route.type === 'local') && hop?.via === undefined;
    // A route through lo leads nowhere but to this host (`fib6_is_reject()`).
    if (hop?.link?.isLoopback === true) return undefined;
    return works && (link === undefined || hop?.link === link) ? hop?.link : undefined;
  };
  const through = (route: Route): boolean => link === undefined || route.hops.some((hop) => hop.link === link);
  const inTable = direct([...namespace.routes.covering(table, via)].find(through));
  // A `throw` route ends this search, as it does no packet's (`fib6_rule_action_alt()`).
  const way = inTable ?? direct(search(namespace, via, {}, { fits: through, throwEnds: true }).route);
  if (way === undefined) throw new KernelError('EHOSTUNREACH', undefined, 'via');
  return way;
}
