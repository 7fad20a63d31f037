import type { NextHop, RouteState } from '@netloom/core';
import { formatAddress, formatPrefix } from '../ip/ip-address.js';
import { isWayOfMany, type Route, type RouteHop } from '../route.js';

/** Routes that lead nowhere show no link, though IPv6 keeps lo with them. */
const NOWHERE: ReadonlySet<string> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

/** Routes as a driver's `read` gives them: the ways that IPv6 keeps apart are put together. */
export function routePictures(routes: readonly Route[]): RouteState[] {
  const pictures: RouteState[] = [];
  for (let index = 0; index < routes.length;) {
    const route = routes[index]!;
    const end = isWayOfMany(route) ? endOfWays(routes, index) : index + 1;
    pictures.push(routePicture(route, end === index + 1 ? route.hops : hopsOf(routes.slice(index, end))));
    index = end;
  }
  return pictures;
}

function endOfWays(routes: readonly Route[], start: number): number {
  const first = routes[start]!;
  let end = start + 1;
  for (let next = routes[end]; next !== undefined && sameRoute(first, next); next = routes[end]) end += 1;
  return end;
}

function sameRoute(a: Route, b: Route): boolean {
  const { value, length } = b.destination;
  const same = a.destination.value === value && a.destination.length === length && a.table === b.table;
  return same && a.metric === b.metric && isWayOfMany(b);
}

function hopsOf(routes: readonly Route[]): readonly RouteHop[] {
  return routes.flatMap(({ hops }) => hops);
}

function routePicture(route: Route, hops: readonly RouteHop[]): RouteState {
  const { family, metric, tos, source, preference, metrics } = route;
  const [only] = hops;
  // Local routes are there whatever the carrier (`fib_sync_down_dev()`, `fib6_ifdown()`).
  const standing = route.type === 'local' || route.type === 'anycast';
  const linkdown = hops.length === 1 && !standing && only?.link?.up === true && !only.link.carrier;
  const flags = linkdown ? ['linkdown'] : [];
  return {
    family,
    destination: formatPrefix(route.destination),
    table: route.table,
    type: route.type,
    ...(hops.length > 1
      ? { nextHops: hops.map(nextHop) }
      : only === undefined || NOWHERE.has(route.type)
        ? {}
        : way(only)),
    ...(metric === 0 ? {} : { metric }),
    ...(tos === 0 ? {} : { tos }),
    ...(source === undefined ? {} : { source: formatAddress(source) }),
    scope: route.scope,
    protocol: route.protocol,
    ...(preference === undefined || preference === 'medium' ? {} : { preference }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(flags.length === 0 ? {} : { flags }),
  };
}

function way({ via, link, onLink }: RouteHop): Pick<RouteState, 'via' | 'dev' | 'devIndex' | 'onLink'> {
  return {
    ...(via === undefined ? {} : { via: formatAddress(via) }),
    ...(link === undefined ? {} : { dev: link.name, devIndex: link.ifindex }),
    ...(onLink ? { onLink } : {}),
  };
}

function nextHop(hop: RouteHop): NextHop {
  return { ...way(hop), weight: hop.weight };
}
