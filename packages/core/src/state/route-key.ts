import type { RouteAttributes } from '../operation/route-operation.js';
import type { RouteState } from './network-state.js';

/** The kernel knows IPv6 routes without a metric by this one (include/net/ip6_route.h, IP6_RT_PRIO_USER). */
const IPV6_METRIC = 1024;

/** What routes are told apart by; several IPv4 routes may have one key, and keep their order. */
export function routeKey(route: Pick<RouteAttributes, 'family' | 'table' | 'destination' | 'tos' | 'metric'>): string {
  return `${route.family} ${route.table} ${route.destination} ${route.tos ?? 0} ${metricOf(route)}`;
}

export function metricOf({ family, metric }: Pick<RouteAttributes, 'family' | 'metric'>): number {
  return metric ?? (family === 'inet6' ? IPV6_METRIC : 0);
}

/** Whether a route has everything that is asked for, compared as the kernel stores it. */
export function sameRoute(
  route: RouteState,
  wanted: Partial<RouteAttributes> & Pick<RouteAttributes, 'family' | 'destination' | 'table'>,
): boolean {
  if (route.family !== wanted.family || route.table !== wanted.table || route.destination !== wanted.destination)
    return false;
  if (wanted.metric !== undefined && route.metric !== wanted.metric) return false;
  if (wanted.devIndex === undefined && wanted.dev !== undefined && route.dev !== wanted.dev) return false;
  for (const field of ['type', 'via', 'devIndex', 'tos', 'source', 'protocol'] as const) {
    if (wanted[field] !== undefined && route[field] !== wanted[field]) return false;
  }
  return wanted.nextHops === undefined || sameHops(route.nextHops ?? [], wanted.nextHops);
}

type Hops = NonNullable<RouteAttributes['nextHops']>;

/** Whether the ways of a route are those asked for; which link one goes by may have been left open. */
export function sameHops(actual: Hops, wanted: Hops): boolean {
  return (
    actual.length === wanted.length &&
    actual.every((hop, place) => {
      const other = wanted[place];
      if (other?.devIndex !== undefined && other.devIndex !== hop.devIndex) return false;
      return hop.via === other?.via && (hop.weight ?? 1) === (other?.weight ?? 1);
    })
  );
}
