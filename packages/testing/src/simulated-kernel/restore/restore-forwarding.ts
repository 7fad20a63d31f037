import type { NamespaceState } from '@netloom/core';
import { neighbourKey } from '../neighbour-table.js';
import type { NetworkNamespace } from '../network-namespace.js';

/** Gives links the neighbours and forwarding entries that a person or a program put there; what was learned is not kept. */
export function restoreForwarding({ links }: NetworkNamespace, { neighbours, fdb }: NamespaceState): void {
  for (const { ifindex, family, address, mac, state, proxy = false, router = false } of neighbours) {
    const own = proxy || state === 'permanent' || state === 'noarp';
    const entry = { family, address, mac, state, proxy, router };
    if (own) links.byIndex(ifindex)?.neighbours.set(neighbourKey(family, address, proxy), entry);
  }
  for (const { ifindex, mac, owner, state, vlan, destination } of fdb) {
    const link = links.byIndex(ifindex);
    // A bridge has an entry for the MAC of each of its ports by itself.
    if (link === undefined || state === 'dynamic' || (owner === 'master' && mac === link.mac)) continue;
    link.fdb.push({ mac, owner, state, vlan, destination });
  }
}
