import type { RouteAdd, RouteDelete } from '../../operation/route-operation.js';
import type { RouteState } from '../../state/network-state.js';
import { describeRoute } from '../describe-operation.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';

/** The operation that adds a route as it was, behind others of its key. */
export function addOfRoute(namespace: NamespaceRef, route: RouteState): RouteAdd {
  const { flags: _flags, ...attributes } = route;
  return { op: 'route.add', namespace, ...attributes, ...(route.family === 'inet' ? { append: true } : {}) };
}

/** The operation that deletes this very route and no other of its key. */
export function deleteOfRoute(namespace: NamespaceRef, route: RouteState): RouteDelete {
  const { flags: _flags, metrics: _metrics, preference: _preference, ...attributes } = route;
  return { op: 'route.delete', namespace, ...attributes };
}

export function routeText(route: RouteState): string {
  return `route ${describeRoute(route)}`;
}
