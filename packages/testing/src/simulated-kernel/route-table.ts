import type { AddressFamily } from '@netloom/core';
import { mask, width, type IpAddress } from './ip/ip-address.js';
import type { Link } from './link.js';
import { LOCAL_TABLE, MAIN_TABLE, type Route } from './route.js';

/** The routes of one namespace, all tables and both families, found by destination, by link and by source address. */
export class RouteTable {
  /** Routes of one destination in one table: by type of service downwards, by metric upwards, then as they came. */
  readonly #byDestination = new Map<string, Route[]>();
  readonly #byLink = new Map<Link, Set<Route>>();
  readonly #bySource = new Map<bigint, Set<Route>>();
  /** How many destinations of each length there are, by family and table: what a lookup has to try. */
  readonly #lengths = new Map<string, number[]>();
  #sorted: readonly Route[] | undefined;
  /** Tables that exist: one that was ever written to. IPv6 begins with two. */
  readonly #tables = new Set<string>(['inet6 254', 'inet6 255']);

  /** Rules were added or deleted, and IPv4 keeps every table for itself. */
  localApart = false;

  /** In the kernel's order: IPv4 before IPv6, by table, by address, the longer prefix first. */
  all(): readonly Route[] {
    this.#sorted ??= [...this.#byDestination.values()].toSorted(([a], [b]) => inOrder(a!, b!)).flat();
    return this.#sorted;
  }

  /** Makes a table; the kernel does so before it looks whether the route is any good, and keeps it. */
  createTable(family: AddressFamily, table: number): void {
    // Until there are rules of one's own, IPv4 keeps the local table inside of the main one (`fib_new_table()`).
    if (family === 'inet' && table === LOCAL_TABLE && !this.localApart) this.createTable('inet', MAIN_TABLE);
    this.#tables.add(`${family} ${table}`);
  }

  hasTable(family: AddressFamily, table: number): boolean {
    return this.#tables.has(`${family} ${table}`);
  }

  /** The routes of a destination in a table, first one first. */
  of(family: AddressFamily, table: number, value: bigint, length: number): readonly Route[] {
    return this.#byDestination.get(keyOf(family, table, value, length)) ?? [];
  }

  ofLink(link: Link): readonly Route[] {
    return [...(this.#byLink.get(link) ?? [])];
  }

  withSource(source: IpAddress): readonly Route[] {
    return [...(this.#bySource.get(source.value) ?? [])].filter((route) => route.source?.family === source.family);
  }

  /** Puts a route at a place among those of its destination. */
  insert(route: Route, place: number): void {
    const { family, table, destination } = route;
    const key = keyOf(family, table, destination.value, destination.length);
    const siblings = this.#byDestination.get(key);
    this.createTable(family, table);
    if (siblings === undefined) {
      this.#byDestination.set(key, [route]);
      this.#count(route, 1);
    } else siblings.splice(place, 0, route);
    for (const { link } of route.hops) if (link !== undefined) enter(this.#byLink, link, route);
    if (route.source !== undefined) enter(this.#bySource, route.source.value, route);
    this.#sorted = undefined;
  }

  remove(route: Route): void {
    const { family, table, destination } = route;
    const key = keyOf(family, table, destination.value, destination.length);
    const siblings = this.#byDestination.get(key);
    const place = siblings?.indexOf(route) ?? -1;
    if (siblings === undefined || place === -1) return;
    siblings.splice(place, 1);
    if (siblings.length === 0) {
      this.#byDestination.delete(key);
      this.#count(route, -1);
    }
    for (const { link } of route.hops) if (link !== undefined) leave(this.#byLink, link, route);
    if (route.source !== undefined) leave(this.#bySource, route.source.value, route);
    this.#sorted = undefined;
  }

  /** The routes of a table that cover an address, the longest prefix first. */
  *covering(table: number, address: IpAddress): Generator<Route> {
    const { family, value } = address;
    const lengths = this.#lengths.get(`${family} ${table}`);
    if (lengths === undefined) return;
    for (let length = width(family); length >= 0; length -= 1) {
      if ((lengths[length] ?? 0) > 0) yield* this.of(family, table, value & mask(family, length), length);
    }
  }

  #count(route: Route, change: number): void {
    const key = `${route.family} ${route.table}`;
    const lengths = this.#lengths.get(key) ?? [];
    lengths[route.destination.length] = (lengths[route.destination.length] ?? 0) + change;
    this.#lengths.set(key, lengths);
  }
}

function keyOf(family: AddressFamily, table: number, value: bigint, length: number): string {
  return `${family} ${table} ${value.toString(36)}/${length}`;
}

/** The kernel keeps its tables in 256 buckets by number, and an IPv4 table as a trie over the address. */
function inOrder(a: Route, b: Route): number {
  if (a.family !== b.family) return a.family === 'inet' ? -1 : 1;
  if (a.table !== b.table) return (a.table & 255) - (b.table & 255) || a.table - b.table;
  if (a.destination.value !== b.destination.value) return a.destination.value < b.destination.value ? -1 : 1;
  return b.destination.length - a.destination.length;
}

function enter<K>(index: Map<K, Set<Route>>, key: K, route: Route): void {
  const routes = index.get(key);
  if (routes === undefined) index.set(key, new Set([route]));
  else routes.add(route);
}

function leave<K>(index: Map<K, Set<Route>>, key: K, route: Route): void {
  const routes = index.get(key);
  routes?.delete(route);
  if (routes?.size === 0) index.delete(key);
}
