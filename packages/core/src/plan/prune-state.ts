import type { Operation } from '../operation/operation.js';
import { neededLinks, touchedNamespaces } from '../operation/mentioned-links.js';
import type { LinkState, NamespaceState, NetworkState, RouteState } from '../state/network-state.js';
import { namespaceKey } from '../value/namespace-ref.js';
import { routeEntryKey } from './entry-key.js';
import { footprintNamespaces, linkId, type Footprint } from './footprint.js';

/**
 * What of the state before a transaction is needed to take it back: the links that it touches or names with what they
 * have, and the routes of the keys that it writes. The rest of a busy host has no business in a journal.
 */
export function pruneState(state: NetworkState, operations: readonly Operation[], footprint: Footprint): NetworkState {
  const touched = footprintNamespaces(footprint);
  const named = new Set<string>();
  for (const operation of operations) {
    const namespaces = touchedNamespaces(operation);
    // What is made has no state before.
    if (namespaces.every((key) => footprint.namespacesMade.has(key))) continue;
    for (const key of namespaces) touched.add(key);
    for (const key of neededLinks(operation)) named.add(key);
  }
  return {
    namespaces: state.namespaces
      .filter(({ namespace }) => touched.has(namespaceKey(namespace)))
      .map((namespace) => pruneNamespace(namespace, footprint, named)),
  };
}

function pruneNamespace(namespace: NamespaceState, footprint: Footprint, named: ReadonlySet<string>): NamespaceState {
  const key = namespaceKey(namespace.namespace);
  const whole = footprint.namespacesDeleted.has(key);
  const isTouched = ({ ifindex }: LinkState): boolean => {
    const id = linkId(key, ifindex);
    return footprint.links.has(id) || footprint.referred.has(id);
  };
  const links = namespace.links.filter((link) => whole || isTouched(link) || isNamed(link, key, named));
  const kept = new Set(links.map(({ ifindex }) => ifindex));
  const onKept = ({ ifindex }: { readonly ifindex: number }): boolean => kept.has(ifindex);
  // Of others no more is needed than that they are there.
  const parameters = linksOfParameters(footprint, key);
  const arriving = indexesOfArrivals(footprint, key);
  return {
    ...namespace,
    links: namespace.links.filter(
      ({ ifindex, name }) => kept.has(ifindex) || parameters.has(name) || arriving.has(ifindex),
    ),
    addresses: namespace.addresses.filter(onKept),
    neighbours: namespace.neighbours.filter(onKept),
    fdb: namespace.fdb.filter(onKept),
    routes: whole ? namespace.routes : routesToKeep(namespace.routes, key, kept, footprint),
  };
}

/** The routes of links that are kept and those of keys that are written, with all of one key: they stand in one order. */
function routesToKeep(
  routes: readonly RouteState[],
  namespace: string,
  links: ReadonlySet<number>,
  { entries }: Footprint,
): readonly RouteState[] {
  const isThrough = ({ devIndex, nextHops = [] }: RouteState): boolean =>
    [devIndex, ...nextHops.map((hop) => hop.devIndex)].some((index) => index !== undefined && links.has(index));
  const keys = new Set(routes.filter(isThrough).map((route) => routeEntryKey(namespace, route)));
  return routes.filter((route) => {
    const key = routeEntryKey(namespace, route);
    return keys.has(key) || entries.has(key);
  });
}

/** The names of the links that the transaction writes parameters of, or that follow one. */
function linksOfParameters({ sysctls }: Footprint, namespace: string): Set<string> {
  const names = [...(sysctls.get(namespace)?.keys() ?? [])].map((key) => LINK_PARAMETER.exec(key)?.groups?.['link']);
  return new Set(names.filter((name) => name !== undefined));
}

const LINK_PARAMETER = /^net\/ipv[46]\/conf\/(?<link>[^/]+)\//;

/** The indexes that links come with that are moved here: whose they were already decides which ones they get. */
function indexesOfArrivals({ links }: Footprint, namespace: string): Set<number> {
  const moved = [...links.values()].filter(({ places }) =>
    places.slice(1).some((place) => place.namespace === namespace),
  );
  return new Set(moved.flatMap(({ places }) => places.map(({ ifindex }) => ifindex)));
}

function isNamed(link: LinkState, namespace: string, named: ReadonlySet<string>): boolean {
  return [link.name, ...link.altNames].some((name) => named.has(`${namespace}/${name}`));
}
