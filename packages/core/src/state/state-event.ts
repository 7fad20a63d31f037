import type { NamespaceRef } from '../value/namespace-ref.js';
import type { AddressState, LinkState, NeighbourState, RouteState } from './network-state.js';

interface In {
  readonly namespace: NamespaceRef;
}

/** A change of state, as `net.watch()` gives it. `resync` says that events were lost and the difference follows. */
export type StateEvent =
  | (In & { readonly type: 'link:added' | 'link:changed' | 'link:deleted'; readonly link: LinkState })
  | (In & { readonly type: 'address:added' | 'address:changed' | 'address:deleted'; readonly address: AddressState })
  | (In & { readonly type: 'route:added' | 'route:deleted'; readonly route: RouteState })
  | (In & {
      readonly type: 'neighbour:added' | 'neighbour:changed' | 'neighbour:deleted';
      readonly neighbour: NeighbourState;
    })
  | (In & { readonly type: 'namespace:added' | 'namespace:deleted' })
  | { readonly type: 'resync' };
