import type { NetworkModel } from '../../state/network-model.js';
import type { AddressState, FdbState, NeighbourState, RouteState } from '../../state/network-state.js';
import { namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import { addressEntryKey, fdbEntryKey, neighbourEntryKey, routeEntryKey } from '../entry-key.js';
import { linkId, type Footprint, type LinkFootprint } from '../footprint.js';
import { findLink } from './find-link.js';
import {
  isDerivedRoute,
  comesWithChild,
  isKernelsFdb,
  isOfChild,
  isLearntNeighbour,
  isLinkLocal,
  isOfLoopback,
} from './kernel-made.js';
import { sameRouteState } from './route-steps.js';
import { wroteEntry, wroteRoute } from './wrote.js';

/**
 * What others have on what the transaction touches, as going back finds it: neither there before, nor written by the
 * transaction. What is undone may take it along (a primary address its secondaries, a link that goes down its routes).
 */
export class Guests {
  readonly #before: NetworkModel;
  readonly #found: NetworkModel;
  readonly #footprint: Footprint;
  readonly #routes = new Map<string, readonly RouteState[]>();

  constructor(before: NetworkModel, found: NetworkModel, footprint: Footprint) {
    this.#before = before;
    this.#found = found;
    this.#footprint = footprint;
  }

  addresses(link: LinkFootprint): readonly AddressState[] {
    return this.#on(link, 'addresses', addressEntryKey, (each) => !isLinkLocal(each) && !isOfLoopback(each));
  }

  neighbours(link: LinkFootprint): readonly NeighbourState[] {
    return this.#on(link, 'neighbours', neighbourEntryKey, (each) => !isLearntNeighbour(each));
  }

  fdb(link: LinkFootprint): readonly FdbState[] {
    const found = findLink(this.#found, link);
    if (!found) return [];
    return this.#on(
      link,
      'fdb',
      fdbEntryKey,
      (each) => !isKernelsFdb(each, found.link) && !isOfChild(each, this.#found),
    );
  }

  /** Whether a forwarding entry comes back by itself, with a link above that is going to be up. */
  bringBack(entry: FdbState): boolean {
    return comesWithChild(entry, this.#before, this.#found);
  }

  routes(ref: NamespaceRef): readonly RouteState[] {
    const namespace = namespaceKey(ref);
    const known = this.#routes.get(namespace);
    if (known) return known;
    const old = this.#before.namespace(ref)?.routes.all() ?? [];
    const routes = (this.#found.namespace(ref)?.routes.all() ?? []).filter(
      (route) =>
        !isDerivedRoute(route) &&
        route.protocol !== 'kernel' &&
        !this.#isThroughMade(namespace, route) &&
        this.#mayGo(namespace, route) &&
        !wroteRoute(this.#footprint, routeEntryKey(namespace, route), route) &&
        !old.some((each) => sameRouteState(each, route)),
    );
    this.#routes.set(namespace, routes);
    return routes;
  }

  #isThroughMade(namespace: string, route: RouteState): boolean {
    return waysOf(route).some((index) => this.#footprint.links.get(linkId(namespace, index))?.made === true);
  }

  /**
   * Whether what is undone can take a route along: by a link that it changes, an address that it takes away, or its place.
   * Any other that is missing later was taken away by its owner, at the same time, and stays away.
   */
  #mayGo(namespace: string, route: RouteState): boolean {
    const { links, entries } = this.#footprint;
    if (entries.has(routeEntryKey(namespace, route))) return true;
    const ways = new Set(waysOf(route));
    for (const { layer3, places } of links.values()) {
      if (layer3 && places.some((place) => place.namespace === namespace && ways.has(place.ifindex))) return true;
    }
    const { source } = route;
    if (source === undefined) return false;
    return [...entries.values()].some((operations) =>
      operations.some((each) => each.op.startsWith('address.') && 'address' in each && ipOf(each.address) === source),
    );
  }

  #on<K extends keyof Lists>(
    link: LinkFootprint,
    kind: K,
    keyOf: (namespace: string, ifindex: number, item: Lists[K]) => string,
    counts: (item: Lists[K]) => boolean,
  ): readonly Lists[K][] {
    if (link.made) return [];
    const [first] = link.places;
    const old = first ? itemsOf(this.#before, { ...link, places: [first] }, kind) : [];
    const known = new Set(old.map((each) => keyOf('', 0, each)));
    return itemsOf(this.#found, link, kind).filter(
      (each) =>
        counts(each) &&
        !known.has(keyOf('', 0, each)) &&
        !link.places.some(({ namespace, ifindex }) =>
          wroteEntry(this.#footprint, keyOf(namespace, ifindex, each), each),
        ),
    );
  }
}

function waysOf({ devIndex, nextHops = [] }: RouteState): number[] {
  return [devIndex, ...nextHops.map((hop) => hop.devIndex)].flatMap((index) => index ?? []);
}

function ipOf(prefix: string): string {
  return prefix.slice(0, prefix.indexOf('/'));
}

interface Lists {
  readonly addresses: AddressState;
  readonly neighbours: NeighbourState;
  readonly fdb: FdbState;
}

/** What a link of the transaction has in a network. */
export function itemsOf<K extends keyof Lists>(
  state: NetworkModel,
  footprint: LinkFootprint,
  kind: K,
): readonly Lists[K][] {
  const found = findLink(state, footprint);
  const lists: ReadonlyMap<number, readonly object[]> | undefined = found?.namespace[kind];
  return (found && (lists?.get(found.link.ifindex) as readonly Lists[K][] | undefined)) ?? [];
}
