import { KernelError } from '../kernel-error.js';
import { isWayOfMany, type Route } from '../route.js';
import type { RouteTable } from '../route-table.js';

/** `fib6_add_rt2node()` for a new route; each of several ways is a route of its own, a sibling of the others. */
export function addRoute6(routes: RouteTable, route: Route, append: boolean): void {
  const rivals = sameMetric(routes, route);
  if (rivals.length > 0 && !append) throw new KernelError('EEXIST');
  const ways = apart(route);
  for (const way of ways) if (rivals.some((other) => sameHop(other, way))) throw new KernelError('EEXIST');
  for (const way of ways) insert(routes, way);
}

/** `fib6_add_rt2node()` with NLM_F_REPLACE: a route with a gateway takes the place of all ways with one. */
export function replaceRoute6(routes: RouteTable, route: Route): void {
  const rivals = sameMetric(routes, route);
  const first = rivals.find((other) => isWayOfMany(other) === isWayOfMany(route)) ?? rivals[0];
  const replaced =
    first !== undefined && isWayOfMany(first) ? rivals.filter(isWayOfMany) : first === undefined ? [] : [first];
  const ways = apart(route);
  for (const other of replaced) routes.remove(other);
  for (const way of ways) insert(routes, way);
}

/** Each way as a route; none may be there twice (`ip6_route_info_append()`). */
function apart(route: Route): readonly Route[] {
  const ways = route.hops.map((hop) => ({ ...route, hops: [hop] }));
  const twice = ways.some((way, index) => ways.slice(0, index).some((other) => sameHop(other, way)));
  if (twice) throw new KernelError('EEXIST');
  return ways;
}

function sameMetric(routes: RouteTable, { table, destination, metric }: Route): Route[] {
  return routes.of('inet6', table, destination.value, destination.length).filter((other) => other.metric === metric);
}

function sameHop(a: Route, b: Route): boolean {
  return a.hops[0]?.link === b.hops[0]?.link && a.hops[0]?.via?.value === b.hops[0]?.via?.value;
}

/** By metric upwards, behind those of the same. */
function insert(routes: RouteTable, route: Route): void {
  const siblings = routes.of('inet6', route.table, route.destination.value, route.destination.length);
  const place = siblings.findIndex((other) => other.metric > route.metric);
  routes.insert(route, place === -1 ? siblings.length : place);
}
