import type { NetworkModel } from '../../state/network-model.js';
import type { NamespaceIdentity } from '../../state/network-state.js';
import { namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import type { Footprint } from '../footprint.js';

/**
 * Namespaces that the transaction found there, and in whose place there are others now: what it did in them is gone with
 * them, and nothing in these is its doing, however alike it looks. Those that it made or deleted are told by what is known
 * of them beside.
 */
export function replaced(
  before: NetworkModel,
  current: NetworkModel,
  { namespacesMade, namespacesDeleted }: Footprint,
): NamespaceRef[] {
  return [...before.namespaces()].flatMap(({ ref, identity }) => {
    const key = namespaceKey(ref);
    const now = current.namespace(ref);
    if (!now || namespacesMade.has(key) || namespacesDeleted.has(key)) return [];
    return isAnother(identity, now.identity) ? [ref] : [];
  });
}

/**
 * By the cookie, which no two have; else by the inode alone. The change time is no evidence here: a name may be a link to
 * `/proc/PID/ns/net`, whose change time is another at every look.
 */
function isAnother(a: NamespaceIdentity, b: NamespaceIdentity): boolean {
  return a.cookie !== undefined && b.cookie !== undefined ? a.cookie !== b.cookie : a.inode !== b.inode;
}
