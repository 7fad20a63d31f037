import type { AddressState } from '../../state/network-state.js';
import { namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import { routeEntryKey } from '../entry-key.js';
import type { FootprintRecorder } from './footprint-recorder.js';

/** Addresses may be lost: routes whose source they are go with them, whatever link they lead by. */
export function loseAddresses(
  recorder: FootprintRecorder,
  namespace: NamespaceRef,
  addresses: readonly AddressState[],
): void {
  if (addresses.length === 0) return;
  const sources = new Set(addresses.map(({ address }) => address.slice(0, address.indexOf('/'))));
  for (const route of recorder.model.namespace(namespace)?.routes.all() ?? []) {
    if (route.source !== undefined && sources.has(route.source) && route.protocol !== 'kernel')
      recorder.entry(routeEntryKey(namespaceKey(namespace), route));
  }
}
