import type { RouteAdd, RouteDelete } from '../../operation/route-operation.js';
import type { RouteState } from '../../state/network-state.js';
import { describeRoute } from '../describe-operation.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import { sameJson } from './same-value.js';

/** The operation that adds a route as it was, behind others of its key. */
export function addOfRoute(namespace: NamespaceRef, route: RouteState): RouteAdd {
  const { flags: _flags, ...attributes } = route;
  // IPv6 routes by gateways become one of several ways when they are appended (net/ipv6/ip6_fib.c, fib6_add_rt2node).
  const append = route.family === 'inet' || (route.via === undefined && route.nextHops === undefined);
  return { op: 'route.add', namespace, ...attributes, ...(append ? { append } : {}) };
}

/** The operation that deletes this very route and no other of its key. */
export function deleteOfRoute(namespace: NamespaceRef, route: RouteState): RouteDelete {
  const { flags: _flags, metrics: _metrics, preference: _preference, ...attributes } = route;
  return { op: 'route.delete', namespace, ...attributes };
}

export function routeText(route: RouteState): string {
  return `route ${describeRoute(route)}`;
}

export function sameRouteState(a: RouteState, b: RouteState): boolean {
  return sameJson(causeOf(a), causeOf(b));
}

/** A route by cause: links by their index, no flags that follow from carrier and hardware. */
function causeOf({ flags: _flags, dev: _dev, nextHops, ...route }: RouteState): object {
  const hops = nextHops?.map(({ dev: _hopDev, ...hop }) => hop);
  return hops ? { ...route, nextHops: hops } : route;
}
