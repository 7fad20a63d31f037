import { namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import type { NetworkState } from '../state/network-state.js';
import type { Driver, StateQuery } from './driver.js';

/** The state of the host and of every named namespace, and of those given as well, which may have no name. */
export async function readAll(
  driver: Pick<Driver, 'read'>,
  also: readonly NamespaceRef[],
  query: Omit<StateQuery, 'namespaces'>,
): Promise<NetworkState> {
  const all = await driver.read({ ...query, namespaces: 'all' });
  const known = new Set(all.namespaces.map(({ namespace }) => namespaceKey(namespace)));
  const others = also.filter((namespace) => !known.has(namespaceKey(namespace)));
  if (others.length === 0) return all;
  const rest = await driver.read({ ...query, namespaces: others });
  return { namespaces: [...all.namespaces, ...rest.namespaces] };
}
