import type { RouteAdd, RouteDelete, RouteReplace } from '@netloom/core';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { addRoute4, replaceRoute4 } from './route-insert4.js';
import { addRoute6, replaceRoute6 } from './route-insert6.js';
import { findRoutes4, findRoutes6, hopMatcher } from './route-match.js';
import { resolveRoute, routeDestination } from './route-resolve.js';

/** `ip route add` and `ip route append`. */
export function addRoute(kernel: KernelState, operation: RouteAdd): void {
  const namespace = kernel.require(operation.namespace);
  const route = resolveRoute(namespace, operation);
  const add = operation.family === 'inet' ? addRoute4 : addRoute6;
  add(namespace.routes, route, operation.append === true);
}

/** `ip route replace`: takes the place of the first of the same key, or adds. */
export function replaceRoute(kernel: KernelState, operation: RouteReplace): void {
  const namespace = kernel.require(operation.namespace);
  const route = resolveRoute(namespace, operation);
  const replace = operation.family === 'inet' ? replaceRoute4 : replaceRoute6;
  replace(namespace.routes, route);
}

/** `ip route delete`: the first that has everything said; of an IPv6 route with several ways all, unless one is said. */
export function deleteRoute(kernel: KernelState, operation: RouteDelete): void {
  const namespace = kernel.require(operation.namespace);
  const { family, table } = operation;
  const matches = (operation.nextHops ?? [operation]).map((hop) => hopMatcher(namespace, hop));
  const destination = routeDestination(family, operation.destination);
  if (!namespace.routes.hasTable(family, table)) throw new KernelError('ESRCH', 'FIB table does not exist');
  const find = family === 'inet' ? findRoutes4 : findRoutes6;
  const found = find(namespace.routes, destination, operation, matches);
  for (const route of found) namespace.routes.remove(route);
}
