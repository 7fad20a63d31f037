import type { NetworkModel } from '../../state/network-model.js';
import type { AddressState, FdbState, NeighbourState, RouteState } from '../../state/network-state.js';
import { namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import { addressEntryKey, fdbEntryKey, neighbourEntryKey } from '../entry-key.js';
import { linkId, type Footprint, type LinkFootprint } from '../footprint.js';
import { itemsOf, type Guests } from './guests.js';
import { sameRouteState } from './route-steps.js';

/**
 * What others did between a commit and its undo, and what they have. What was there right after the commit and is gone when
 * its undo begins was taken away by somebody else, and stays away. A rollback knows nothing of the kind and puts back
 * whatever is missing. It is judged by the state in which going back begins, since going back takes things away itself, to
 * put them in their place.
 */
export class Meanwhile {
  readonly guests: Guests;
  readonly #after: NetworkModel | undefined;
  readonly #found: NetworkModel;

  constructor(guests: Guests, after: NetworkModel | undefined, found: NetworkModel) {
    this.guests = guests;
    this.#after = after;
    this.#found = found;
  }

  hasLostAddress(link: LinkFootprint, wanted: AddressState): boolean {
    const key = addressEntryKey('', 0, wanted);
    return this.#left((state) =>
      itemsOf(state, link, 'addresses').some((each) => addressEntryKey('', 0, each) === key),
    );
  }

  hasLostNeighbour(link: LinkFootprint, wanted: NeighbourState): boolean {
    const key = neighbourEntryKey('', 0, wanted);
    return this.#left((state) =>
      itemsOf(state, link, 'neighbours').some((each) => neighbourEntryKey('', 0, each) === key),
    );
  }

  hasLostFdb(link: LinkFootprint, wanted: FdbState): boolean {
    const key = fdbEntryKey('', 0, wanted);
    return this.#left((state) => itemsOf(state, link, 'fdb').some((each) => fdbEntryKey('', 0, each) === key));
  }

  hasLostRoute(namespace: NamespaceRef, wanted: RouteState): boolean {
    return this.#left(
      (state) =>
        state
          .namespace(namespace)
          ?.routes.all()
          .some((each) => sameRouteState(each, wanted)) ?? false,
    );
  }

  /** Whether a namespace that the commit deleted is there again by somebody else's doing. */
  hasAnother(name: string): boolean {
    return this.#after !== undefined && !this.#after.namespace(name) && this.#found.namespace(name) !== undefined;
  }

  #left(has: (state: NetworkModel) => boolean): boolean {
    return this.#after !== undefined && has(this.#after) && !has(this.#found);
  }
}

/**
 * Whether undoing may ever ask: not where the transaction took nothing away that was there before it, and wrote into no
 * list but those of what it made. A bridge that only got a port is such a case.
 */
export function asksWhatOthersDid({ links, entries, namespacesMade, namespacesDeleted }: Footprint): boolean {
  if (namespacesDeleted.size > 0) return true;
  for (const { made, layer3 } of links.values()) if (layer3 && !made) return true;
  for (const operations of entries.values()) {
    for (const operation of operations) {
      const namespace = namespaceKey(operation.namespace);
      if (namespacesMade.has(namespace)) continue;
      const link = 'link' in operation ? linkId(namespace, operation.ifindex ?? 0) : undefined;
      if (link === undefined || links.get(link)?.made !== true) return true;
    }
  }
  return false;
}
