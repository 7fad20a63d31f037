import type { Operation } from '../operation/operation.js';
import { neededLinks } from '../operation/mentioned-links.js';
import type { LinkState, NamespaceState, NetworkState } from '../state/network-state.js';
import { namespaceKey } from '../value/namespace-ref.js';
import { routeEntryKey } from './entry-key.js';
import { footprintNamespaces, linkId, type Footprint } from './footprint.js';

/**
 * What of the state before a transaction is needed to take it back: the links that it touches or names with what they
 * have, and the routes of the keys that it writes. The rest of a busy host has no business in a journal.
 */
export function pruneState(state: NetworkState, operations: readonly Operation[], footprint: Footprint): NetworkState {
  const touched = footprintNamespaces(footprint);
  for (const { namespace } of operations) touched.add(namespaceKey(namespace));
  const named = new Set(operations.flatMap(neededLinks));
  return {
    namespaces: state.namespaces
      .filter(({ namespace }) => touched.has(namespaceKey(namespace)))
      .map((namespace) => pruneNamespace(namespace, footprint, named)),
  };
}

function pruneNamespace(namespace: NamespaceState, footprint: Footprint, named: ReadonlySet<string>): NamespaceState {
  const key = namespaceKey(namespace.namespace);
  const of = (ifindex: number): boolean => footprint.links.has(linkId(key, ifindex));
  const deleted = footprint.namespacesDeleted.has(key);
  const links = namespace.links.filter((link) => deleted || of(link.ifindex) || isNamed(link, key, named));
  const kept = new Set(links.map(({ ifindex }) => ifindex));
  const concerned = new Set(
    namespace.routes
      .filter(
        ({ devIndex, nextHops }) =>
          (devIndex !== undefined && kept.has(devIndex)) ||
          nextHops?.some((hop) => hop.devIndex !== undefined && kept.has(hop.devIndex)),
      )
      .map((route) => routeEntryKey(key, route)),
  );
  const onKept = ({ ifindex }: { readonly ifindex: number }): boolean => kept.has(ifindex);
  return {
    ...namespace,
    links,
    addresses: namespace.addresses.filter(onKept),
    neighbours: namespace.neighbours.filter(onKept),
    fdb: namespace.fdb.filter(onKept),
    // With those of the same key on other links, since they stand in one order.
    routes: namespace.routes.filter(
      (route) =>
        deleted || concerned.has(routeEntryKey(key, route)) || footprint.entries.has(routeEntryKey(key, route)),
    ),
  };
}

function isNamed(link: LinkState, namespace: string, named: ReadonlySet<string>): boolean {
  return [link.name, ...link.altNames].some((name) => named.has(`${namespace}/${name}`));
}
