import type { RouteType } from '@netloom/core';
import type { IpPrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import type { Route } from '../route.js';

/** Puts a route that the kernel makes behind those of its metric, unless it is there. */
export function insertRoute6(link: Link, route: Route): void {
  const table = link.namespace.routes;
  // A link has few routes, a prefix that every link has may have many: look among the former.
  if (link.routes.some((other) => isSame(other, route))) return;
  const siblings = table.of('inet6', route.table, route.destination.value, route.destination.length);
  const behind = siblings.findLastIndex((other) => other.metric <= route.metric);
  table.insert(route, behind + 1);
}

function isSame(a: Route, b: Route): boolean {
  return (
    a.family === 'inet6' &&
    a.table === b.table &&
    a.metric === b.metric &&
    a.destination.value === b.destination.value &&
    a.destination.length === b.destination.length &&
    a.hops[0]?.via === undefined
  );
}

/** A route that the kernel makes by itself. */
export function newRoute6(link: Link, type: RouteType, destination: IpPrefix, table: number, metric: number): Route {
  return {
    family: 'inet6',
    destination,
    table,
    type,
    tos: 0,
    metric,
    scope: 'global',
    protocol: 'kernel',
    source: undefined,
    preference: undefined,
    hops: link.direct,
    metrics: undefined,
  };
}
