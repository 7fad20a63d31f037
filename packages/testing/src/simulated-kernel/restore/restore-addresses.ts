import type { AddressState, NamespaceState } from '@netloom/core';
import { newAddress, type LinkAddress } from '../address.js';
import { parseAddress, parsePrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';

/** Gives links their addresses, in the kernel's order, without any of what comes of them. */
export function restoreAddresses({ links }: NetworkNamespace, { addresses }: NamespaceState): void {
  for (const state of addresses) {
    const link = links.byIndex(state.ifindex);
    if (link === undefined) continue;
    const list = state.family === 'inet' ? link.inet : link.inet6;
    list.push(restored(link, state));
    if (state.family === 'inet') link.allSysctlsOwn = true;
  }
}

/** Duplicate address detection has ended by the time that anybody looks again. */
function restored(link: Link, state: AddressState): LinkAddress {
  const { peer, broadcast, label, family, tentative: _tentative, address, ...rest } = state;
  return newAddress(parsePrefix(address), {
    ...rest,
    peer: peer === undefined ? undefined : parsePrefix(peer),
    broadcast: broadcast === undefined ? undefined : parseAddress(broadcast).value,
    label: label ?? (family === 'inet' ? link.name : undefined),
  });
}
