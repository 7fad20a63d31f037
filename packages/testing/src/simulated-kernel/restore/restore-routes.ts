import type { NamespaceState, NextHop, RouteState } from '@netloom/core';
import { parseAddress, parsePrefix } from '../ip/ip-address.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { isWayOfMany, type Route, type RouteHop } from '../route.js';

/** Puts routes into their tables as they were read. */
export function restoreRoutes(namespace: NetworkNamespace, { routes }: NamespaceState): void {
  for (const state of routes) for (const route of restored(namespace, state)) append(namespace, route);
}

function append({ routes }: NetworkNamespace, route: Route): void {
  const { value, length } = route.destination;
  routes.insert(route, routes.of(route.family, route.table, value, length).length);
}

function restored(namespace: NetworkNamespace, state: RouteState): readonly Route[] {
  const { family, table, type, scope, protocol, tos = 0, metric = 0, preference, metrics } = state;
  const route: Route = {
    family,
    destination: parsePrefix(state.destination),
    table,
    type,
    tos,
    metric,
    scope,
    protocol,
    source: state.source === undefined ? undefined : parseAddress(state.source),
    preference,
    hops: hopsOf(namespace, state),
    metrics,
  };
  // IPv6 keeps the ways of a route apart.
  if (route.hops.length < 2 || !isWayOfMany(route)) return [route];
  return route.hops.map((hop) => ({ ...route, hops: [hop] }));
}

function hopsOf(namespace: NetworkNamespace, state: RouteState): readonly RouteHop[] {
  if (state.nextHops !== undefined) return state.nextHops.map((way) => hopOf(namespace, way));
  if (state.dev !== undefined || state.devIndex !== undefined) return [hopOf(namespace, state)];
  if (state.family === 'inet') return [];
  return [{ via: undefined, link: namespace.links.byName('lo'), weight: 1, onLink: false }];
}

function hopOf(
  { links }: NetworkNamespace,
  { via, dev = '', devIndex, weight = 1, onLink = false }: NextHop,
): RouteHop {
  const link = devIndex === undefined ? links.byName(dev) : links.byIndex(devIndex);
  return { via: via === undefined ? undefined : parseAddress(via), link, weight, onLink };
}
