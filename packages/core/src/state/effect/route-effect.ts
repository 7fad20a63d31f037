import type { RouteAdd, RouteAttributes, RouteDelete, RouteReplace } from '../../operation/route-operation.js';
import type { NamespaceModel } from '../namespace-model.js';
import type { RouteState } from '../network-state.js';
import { metricOf, routeKey, sameRoute } from '../route-key.js';
import type { Effect } from './effect.js';
import { noLink, noNamespace } from './refusals.js';

export const addRoute: Effect<RouteAdd> = (model, operation) => {
  const namespace = model.namespace(operation.namespace);
  if (!namespace) return noNamespace(operation.namespace);
  const route = resolve(namespace, operation);
  if (typeof route === 'string') return noLink(route, operation.namespace);
  const key = routeKey(route);
  if (operation.append !== true && namespace.routes.hasKey(key)) {
    return {
      code: 'route-exists',
      message: `a route to ${route.destination} of the same table and metric exists already`,
      mend: 'give another metric or table, or use ensure()',
    };
  }
  namespace.routes.add(route);
  return undefined;
};

export const replaceRoute: Effect<RouteReplace> = (model, operation) => {
  const namespace = model.namespace(operation.namespace);
  if (!namespace) return noNamespace(operation.namespace);
  const route = resolve(namespace, operation);
  if (typeof route === 'string') return noLink(route, operation.namespace);
  namespace.routes.replace(route);
  return undefined;
};

export const deleteRoute: Effect<RouteDelete> = (model, operation) => {
  const namespace = model.namespace(operation.namespace);
  if (!namespace) return noNamespace(operation.namespace);
  const gone = routeToDelete(namespace, operation);
  if (!gone) return { code: 'route-missing', message: `there is no such route to ${operation.destination}` };
  namespace.routes.remove(gone);
  return undefined;
};

/** The route that a delete means: of several that have all that is said, the kernel takes the one of the lowest metric. */
export function routeToDelete(namespace: NamespaceModel, wanted: RouteDelete): RouteState | undefined {
  const fitting = namespace.routes.all().filter((route) => sameRoute(route, wanted));
  return fitting.toSorted((a, b) => metricOf(a) - metricOf(b))[0];
}

/** The route with the indexes of its links, or the name of a link that does not exist. */
function resolve(namespace: NamespaceModel, operation: RouteAdd | RouteReplace): RouteState | string {
  const { op: _op, namespace: _namespace, append: _append, ...attributes } = operation as RouteAdd;
  const hops = attributes.nextHops ?? [];
  for (const { dev, devIndex } of [attributes, ...hops]) {
    if (dev !== undefined && !namespace.find(dev, devIndex)) return dev;
  }
  const indexed = <H extends Pick<RouteAttributes, 'dev' | 'devIndex'>>(hop: H): H => {
    const link = namespace.find(hop.dev, hop.devIndex);
    return link ? { ...hop, dev: link.name, devIndex: link.ifindex } : hop;
  };
  return {
    protocol: 'boot',
    scope: 'global',
    ...indexed(attributes),
    ...(attributes.nextHops ? { nextHops: hops.map(indexed) } : {}),
  };
}
