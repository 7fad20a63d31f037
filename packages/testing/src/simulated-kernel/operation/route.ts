import type { RouteAdd, RouteDelete, RouteReplace } from '@netloom/core';
import { parsePrefix } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { sameWay, type Route } from '../route.js';
import type { RouteTable } from '../route-table.js';
import { resolveRoute } from './route-resolve.js';
import { matchesRoute } from './route-match.js';

/** `ip route add` and `ip route append`. */
export function addRoute(kernel: KernelState, operation: RouteAdd): void {
  const namespace = kernel.require(operation.namespace);
  const route = resolveRoute(namespace, operation);
  const rivals = sameKey(namespace.routes, route);
  const append = operation.append === true;
  if (rivals.length > 0 && (!append || rivals.some((other) => sameWay(other, route)))) throw new KernelError('EEXIST');
  insert(namespace.routes, route, append);
}

/** `ip route replace`: takes the place of the first of the same key, or adds. */
export function replaceRoute(kernel: KernelState, operation: RouteReplace): void {
  const namespace = kernel.require(operation.namespace);
  const route = resolveRoute(namespace, operation);
  const [first, ...others] = sameKey(namespace.routes, route);
  if (first === undefined) {
    insert(namespace.routes, route, false);
    return;
  }
  if (sameWay(first, route)) return;
  if (others.some((other) => sameWay(other, route))) throw new KernelError('EEXIST');
  const place = siblingsOf(namespace.routes, route).indexOf(first);
  namespace.routes.remove(first);
  namespace.routes.insert(route, place);
}

/** `ip route delete`: the first that has everything said. */
export function deleteRoute(kernel: KernelState, operation: RouteDelete): void {
  const namespace = kernel.require(operation.namespace);
  const { family, table } = operation;
  const { value, length } = parsePrefix(operation.destination);
  const route = namespace.routes
    .of(family, table, value, length)
    .find((candidate) => matchesRoute(namespace, candidate, operation));
  if (route === undefined) throw new KernelError('ESRCH');
  namespace.routes.remove(route);
}

function siblingsOf(routes: RouteTable, { family, table, destination }: Route): readonly Route[] {
  return routes.of(family, table, destination.value, destination.length);
}

/** The routes that a new one would stand beside: same destination, type of service and metric. */
function sameKey(routes: RouteTable, route: Route): Route[] {
  return siblingsOf(routes, route).filter(({ tos, metric }) => tos === route.tos && metric === route.metric);
}

/** In front of those of its key, or behind them; by type of service downwards and by metric upwards. */
function insert(routes: RouteTable, route: Route, append: boolean): void {
  const siblings = siblingsOf(routes, route);
  const place = siblings.findIndex(
    (other) =>
      other.tos < route.tos ||
      (other.tos === route.tos && (append ? other.metric > route.metric : other.metric >= route.metric)),
  );
  routes.insert(route, place === -1 ? siblings.length : place);
}
