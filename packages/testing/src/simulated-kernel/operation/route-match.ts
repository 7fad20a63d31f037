import type { RouteDelete } from '@netloom/core';
import { parseAddress } from '../ip/ip-address.js';
import type { NetworkNamespace } from '../network-namespace.js';
import type { Route } from '../route.js';

/** Tells whether a route has everything that a `route.delete` says (`fib_table_delete()`, `ip6_route_del()`). */
export function matchesRoute(namespace: NetworkNamespace, route: Route, wanted: RouteDelete): boolean {
  return (
    route.tos === (wanted.tos ?? 0) &&
    (wanted.type === undefined || wanted.type === route.type) &&
    (wanted.metric === undefined || wanted.metric === route.metric) &&
    (wanted.protocol === undefined || wanted.protocol === route.protocol) &&
    (wanted.scope === undefined || wanted.scope === route.scope) &&
    (wanted.source === undefined || route.source?.value === parseAddress(wanted.source).value) &&
    matchesHops(namespace, route, wanted)
  );
}

function matchesHops(namespace: NetworkNamespace, route: Route, wanted: RouteDelete): boolean {
  const hops = wanted.nextHops ?? [wanted];
  if (wanted.nextHops !== undefined && hops.length !== route.hops.length) return false;
  return hops.every(({ via, dev, devIndex }) => {
    const link =
      devIndex === undefined
        ? dev === undefined
          ? undefined
          : namespace.links.byName(dev)
        : namespace.links.byIndex(devIndex);
    if (link === undefined && (dev !== undefined || devIndex !== undefined)) return false;
    const gateway = via === undefined ? undefined : parseAddress(via);
    return route.hops.some(
      (hop) =>
        (link === undefined || hop.link === link) &&
        (gateway === undefined || (hop.via?.family === gateway.family && hop.via.value === gateway.value)),
    );
  });
}
