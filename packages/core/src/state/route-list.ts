import type { RouteState } from './network-state.js';
import { routeKey } from './route-key.js';

/** The routes of a namespace: by the link that each goes with, and in the order in which they stand. */
export class RouteList {
  /** By output link; routes without one are under 0. */
  readonly #byLink = new Map<number, RouteState[]>();
  /** The place of each; places only ever grow. Not weak, which would cost the collector more than the lists live. */
  readonly #places = new Map<RouteState, number>();
  #nextPlace = 0;
  /** How many routes have a key; made when first asked for, since most plans never ask. */
  #keys: Map<string, number> | undefined;

  constructor(routes: readonly RouteState[] = []) {
    for (const route of routes) this.#insert(route, this.#nextPlace++);
  }

  /** All of them, in their order. */
  all(): RouteState[] {
    const place = (route: RouteState): number => this.#places.get(route) ?? 0;
    return [...this.#byLink.values()].flat().toSorted((a, b) => place(a) - place(b));
  }

  /** Those that go with a link. */
  of(ifindex: number): readonly RouteState[] {
    return this.#byLink.get(ifindex) ?? [];
  }

  hasKey(key: string): boolean {
    this.#keys ??= countKeys(this.all());
    return (this.#keys.get(key) ?? 0) > 0;
  }

  add(route: RouteState): void {
    this.#insert(route, this.#nextPlace++);
    const key = routeKey(route);
    this.#keys?.set(key, (this.#keys.get(key) ?? 0) + 1);
  }

  /** Puts a route into the place of the first of its key, or behind all where there is none. */
  replace(route: RouteState): void {
    const key = routeKey(route);
    const old = this.all().find((each) => routeKey(each) === key);
    if (old) this.exchange(old, route);
    else this.add(route);
  }

  /** Puts a route into the place of another. */
  exchange(old: RouteState, route: RouteState): void {
    const place = this.#places.get(old) ?? 0;
    this.remove(old);
    this.#insert(route, place);
  }

  remove(route: RouteState): void {
    this.keep(routeIndex(route), (each) => each !== route);
  }

  /** Leaves a link only some of its routes. */
  keep(ifindex: number, isKept: (route: RouteState) => boolean): void {
    const list = this.#byLink.get(ifindex);
    if (!list) return;
    this.#byLink.set(ifindex, list.filter(isKept));
    this.#keys = undefined;
  }

  #insert(route: RouteState, place: number): void {
    const index = routeIndex(route);
    const list = this.#byLink.get(index);
    if (list) list.push(route);
    else this.#byLink.set(index, [route]);
    this.#places.set(route, place);
  }
}

/** The link that a route goes with: it is flushed when that link goes down or away. */
function routeIndex({ devIndex, nextHops }: RouteState): number {
  return devIndex ?? nextHops?.[0]?.devIndex ?? 0;
}

function countKeys(routes: readonly RouteState[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const route of routes) counts.set(routeKey(route), (counts.get(routeKey(route)) ?? 0) + 1);
  return counts;
}
