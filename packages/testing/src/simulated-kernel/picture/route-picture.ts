import type { NextHop, RouteState } from '@netloom/core';
import { isDeadWay4 } from '../effect/dead-ways4.js';
import { formatAddress, formatPrefix, type IpPrefix } from '../ip/ip-address.js';
import { isWayOfMany, WITHOUT_WAY, type Route, type RouteHop } from '../route.js';
import type { Writable } from './writable.js';

/** Routes as a driver's `read` gives them: the ways that IPv6 keeps apart are put together. */
export function routePictures(routes: readonly Route[]): RouteState[] {
  const pictures: RouteState[] = [];
  let before: { readonly destination: IpPrefix; readonly text: string } | undefined;
  for (let index = 0; index < routes.length;) {
    const route = routes[index]!;
    const { destination } = route;
    const end = isWayOfMany(route) ? endOfWays(routes, index) : index + 1;
    const hops = end === index + 1 ? route.hops : hopsOf(routes.slice(index, end));
    // Every link has a route to ff00::/8 and to fe80::/64, and they stand together.
    if (before === undefined || !isEqual(before.destination, destination)) {
      before = { destination, text: formatPrefix(destination) };
    }
    pictures.push(routePicture(route, before.text, hops));
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

function isEqual(a: IpPrefix, b: IpPrefix): boolean {
  return a === b || (a.value === b.value && a.length === b.length && a.family === b.family);
}

function routePicture(route: Route, destination: string, hops: readonly RouteHop[]): RouteState {
  const { family, table, type, scope, protocol, metric, tos, source, preference, metrics } = route;
  const picture: Writable<RouteState> = {
    family,
    destination,
    table,
    type,
    scope,
    protocol,
  };
  const [only] = hops;
  if (hops.length > 1) picture.nextHops = hops.map(nextHop);
  // Routes that lead nowhere show no link, though IPv6 keeps lo with them.
  else if (only !== undefined && !WITHOUT_WAY.has(type)) showWay(picture, only);
  if (metric !== 0) picture.metric = metric;
  if (tos !== 0) picture.tos = tos;
  if (source !== undefined) picture.source = formatAddress(source);
  if (preference !== undefined && preference !== 'medium') picture.preference = preference;
  if (metrics !== undefined) picture.metrics = metrics;
  if (isLinkDown(route, hops)) picture.flags = ['linkdown'];
  return picture;
}

/** IPv6 says it of each of several ways alone, IPv4 of the route as well where all of them are. */
function isLinkDown({ family, type }: Route, hops: readonly RouteHop[]): boolean {
  // Local routes are there whatever the carrier (`fib_sync_down_dev()`, `fib6_ifdown()`).
  if (type === 'local' || type === 'anycast' || hops.length === 0) return false;
  if (hops.length === 1) return hops.every(({ link }) => link?.up === true && !link.carrier);
  return family === 'inet' && hops.every((hop) => hop.link !== undefined && (isDeadWay4(hop) || !hop.link.carrier));
}

function nextHop(hop: RouteHop): NextHop {
  const picture: Writable<NextHop> = {};
  showWay(picture, hop);
  picture.weight = hop.weight;
  return picture;
}

function showWay(picture: Writable<NextHop>, { via, link, onLink }: RouteHop): void {
  if (via !== undefined) picture.via = formatAddress(via);
  if (link !== undefined) {
    picture.dev = link.name;
    picture.devIndex = link.ifindex;
  }
  if (onLink) picture.onLink = onLink;
}
