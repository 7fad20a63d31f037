import type { AddressState, LinkState, NamespaceRef, NeighbourState, RouteState, StateEvent } from '@netloom/core';

/** The parts of a namespace that are watched, each by what tells one from another. */
export interface Watched {
  readonly links: Map<string, LinkState>;
  readonly addresses: Map<string, AddressState>;
  readonly routes: Map<string, RouteState>;
  readonly neighbours: Map<string, NeighbourState>;
}

export function emptyWatched(): Watched {
  return { links: new Map(), addresses: new Map(), routes: new Map(), neighbours: new Map() };
}

export function linkKey({ ifindex }: Pick<LinkState, 'ifindex'>): string {
  return String(ifindex);
}

export function addressKey({ ifindex, family, address, peer = '' }: AddressState): string {
  return `${ifindex} ${family} ${address} ${peer}`;
}

export function neighbourKey({ ifindex, address, proxy = false }: NeighbourState): string {
  return `${ifindex} ${address} ${proxy}`;
}

/** Routes by all that they are; equal ones, which IPv4 allows, by their number. */
export function routesByKey(routes: readonly RouteState[]): Map<string, RouteState> {
  const result = new Map<string, RouteState>();
  for (const route of routes) {
    const text = JSON.stringify(route);
    let copy = 0;
    while (result.has(`${text} ${copy}`)) copy += 1;
    result.set(`${text} ${copy}`, route);
  }
  return result;
}

/** What became of one table, told in the order: gone, then new and changed. */
export function changes<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>): readonly Change<T>[] {
  const result: Change<T>[] = [];
  for (const [key, value] of before) if (!after.has(key)) result.push({ verb: 'deleted', value });
  for (const [key, value] of after) {
    const old = before.get(key);
    if (old === undefined) result.push({ verb: 'added', value });
    else if (!sameState(old, value)) result.push({ verb: 'changed', value });
  }
  return result;
}

export interface Change<T> {
  readonly verb: 'added' | 'changed' | 'deleted';
  readonly value: T;
}

/** States are plain data, always written in one order of their fields. */
export function sameState(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The events that tell the difference between two states of a namespace. */
export function difference(namespace: NamespaceRef, before: Watched, after: Watched): readonly StateEvent[] {
  return [
    ...changes(before.neighbours, after.neighbours).map(({ verb, value }): StateEvent => ({
      type: `neighbour:${verb}`,
      namespace,
      neighbour: value,
    })),
    ...routeEvents(namespace, before.routes, after.routes),
    ...changes(before.addresses, after.addresses).map(({ verb, value }): StateEvent => ({
      type: `address:${verb}`,
      namespace,
      address: value,
    })),
    ...changes(before.links, after.links).map(({ verb, value }): StateEvent => ({
      type: `link:${verb}`,
      namespace,
      link: value,
    })),
  ];
}

/** A route that changes is another route. */
export function routeEvents(
  namespace: NamespaceRef,
  before: ReadonlyMap<string, RouteState>,
  after: ReadonlyMap<string, RouteState>,
): readonly StateEvent[] {
  return changes(before, after).flatMap(({ verb, value }): StateEvent[] =>
    verb === 'changed' ? [] : [{ type: `route:${verb}`, namespace, route: value }],
  );
}
