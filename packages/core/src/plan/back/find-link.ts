import type { NetworkModel } from '../../state/network-model.js';
import { namespaceFromKey } from '../../value/namespace-ref.js';
import type { LinkFootprint } from '../footprint.js';
import type { FoundLink } from './back-step.js';

/**
 * Where a link of the transaction is now: the last place it may be in first. Its kind is compared as well: an index is
 * unique only among the living.
 */
export function findLink(
  network: NetworkModel,
  { places, kind, name, lastName, doubtful = false }: LinkFootprint,
): FoundLink | undefined {
  for (const place of places.toReversed()) {
    const namespace = network.namespace(namespaceFromKey(place.namespace));
    // The kernel chose an index of its own where the wanted one was taken: the name is what is known then.
    const link = place.ifindex > 0 ? namespace?.links.get(place.ifindex) : namespace?.link(lastName);
    if (namespace && link?.kind === kind && (!doubtful || link.name === name)) return { namespace, link };
  }
  return undefined;
}

/** The link as it was before, for one that the transaction found there. */
export function linkBefore(before: NetworkModel, { places }: LinkFootprint): FoundLink | undefined {
  const place = places[0];
  const namespace = place && before.namespace(namespaceFromKey(place.namespace));
  const link = place && namespace?.links.get(place.ifindex);
  return namespace && link ? { namespace, link } : undefined;
}
