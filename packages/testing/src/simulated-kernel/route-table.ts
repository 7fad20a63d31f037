import type { AddressFamily } from '@netloom/core';
import { Fib } from './fib.js';
import type { IpAddress } from './ip/ip-address.js';
import type { Link } from './link.js';
import { LOCAL_TABLE, MAIN_TABLE, type Route } from './route.js';

/** The routes of one namespace, all tables and both families, found by destination, by link and by source address. */
export class RouteTable {
  /** Tables that exist: one that was ever written to. IPv6 begins with two. */
  readonly #fibs = new Map<number, Fib>();
  readonly #bySource = new Map<bigint, Route[]>();
  #sorted: readonly Route[] | undefined;

  /** Rules were added or deleted, and IPv4 keeps every table for itself. */
  localApart = false;

  constructor() {
    for (const table of [MAIN_TABLE, LOCAL_TABLE]) this.createTable('inet6', table);
  }

  /** In the kernel's order: IPv4 before IPv6, by table, by address, the longer prefix first. */
  all(): readonly Route[] {
    this.#sorted ??= [...this.#fibs.values()].toSorted(byBucket).flatMap(inOrder);
    return this.#sorted;
  }

  /** Makes a table; the kernel does so before it looks whether the route is any good, and keeps it. */
  createTable(family: AddressFamily, table: number): void {
    this.#fib(family, table);
  }

  hasTable(family: AddressFamily, table: number): boolean {
    return this.#fibs.has(keyOf(family, table));
  }

  /** The routes of a destination in a table, first one first. */
  of(family: AddressFamily, table: number, value: bigint, length: number): readonly Route[] {
    return this.#fibs.get(keyOf(family, table))?.of(value, length) ?? [];
  }

  ofLink(link: Link): readonly Route[] {
    return [...link.routes];
  }

  withSource(source: IpAddress): readonly Route[] {
    return [...(this.#bySource.get(source.value) ?? [])].filter((route) => route.source?.family === source.family);
  }

  /** Puts a route at a place among those of its destination. */
  insert(route: Route, place: number): void {
    this.#fib(route.family, route.table).insert(route, place);
    for (const { link } of route.hops) link?.routes.push(route);
    if (route.source !== undefined) this.#enterSource(route.source.value, route);
    this.#sorted = undefined;
  }

  remove(route: Route): void {
    if (this.#fibs.get(keyOf(route.family, route.table))?.remove(route) !== true) return;
    for (const { link } of route.hops) if (link !== undefined) leave(link.routes, route);
    if (route.source !== undefined) this.#leaveSource(route.source.value, route);
    this.#sorted = undefined;
  }

  /** Puts another route in the place of one. */
  replace(route: Route, other: Route): void {
    const { family, table, destination } = route;
    const place = this.of(family, table, destination.value, destination.length).indexOf(route);
    if (place === -1) return;
    this.remove(route);
    this.insert(other, place);
  }

  /**
   * The routes of a table that a packet to an address may take which asks for no service of its own, the longest prefix first.
   * Until there are rules of one's own, IPv4 has the local table and the main one in one trie (`fib_trie_table()`).
   */
  covering(table: number, address: IpAddress): Iterable<Route> {
    if (address.family === 'inet6') return this.#covering(table, address);
    const isMerged = !this.localApart && (table === LOCAL_TABLE || table === MAIN_TABLE);
    const tables = isMerged ? [LOCAL_TABLE, MAIN_TABLE] : [table];
    const routes = tables.flatMap((each) => [...this.#covering(each, address)]).filter(({ tos }) => tos === 0);
    return isMerged ? routes.toSorted((a, b) => b.destination.length - a.destination.length) : routes;
  }

  #covering(table: number, address: IpAddress): Iterable<Route> {
    return this.#fibs.get(keyOf(address.family, table))?.covering(address) ?? [];
  }

  #enterSource(source: bigint, route: Route): void {
    const routes = this.#bySource.get(source);
    if (routes === undefined) this.#bySource.set(source, [route]);
    else routes.push(route);
  }

  #leaveSource(source: bigint, route: Route): void {
    const routes = this.#bySource.get(source) ?? [];
    leave(routes, route);
    if (routes.length === 0) this.#bySource.delete(source);
  }

  #fib(family: AddressFamily, table: number): Fib {
    const key = keyOf(family, table);
    const standing = this.#fibs.get(key);
    if (standing !== undefined) return standing;
    // Until there are rules of one's own, IPv4 keeps the local table inside of the main one (`fib_new_table()`).
    if (family === 'inet' && table === LOCAL_TABLE && !this.localApart) this.#fib('inet', MAIN_TABLE);
    const fib = new Fib(family, table);
    this.#fibs.set(key, fib);
    return fib;
  }
}

/** A table's number has 32 bits. */
function keyOf(family: AddressFamily, table: number): number {
  return table * 2 + (family === 'inet' ? 0 : 1);
}

/** The kernel keeps the tables of a family in 256 buckets by number. */
function byBucket(a: Fib, b: Fib): number {
  if (a.family !== b.family) return a.family === 'inet' ? -1 : 1;
  return (a.table & 255) - (b.table & 255) || a.table - b.table;
}

/** The kernel keeps an IPv4 table as a trie over the address. */
function inOrder(fib: Fib): readonly Route[] {
  const destinations = [...fib.destinations()].toSorted(([a], [b]) => byAddress(a, b));
  const routes: Route[] = [];
  for (const siblings of destinations) routes.push(...siblings);
  return routes;
}

function byAddress({ destination: a }: Route, { destination: b }: Route): number {
  if (a.value !== b.value) return a.value < b.value ? -1 : 1;
  return b.length - a.length;
}

function leave(routes: Route[], route: Route): void {
  const place = routes.indexOf(route);
  if (place !== -1) routes.splice(place, 1);
}
