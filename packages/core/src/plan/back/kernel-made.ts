import type { NetworkModel } from '../../state/network-model.js';
import type { AddressState, FdbState, LinkState, NeighbourState, RouteState } from '../../state/network-state.js';

/** Routes that the kernel makes of addresses and of links that are up, and that nobody writes by hand. */
export function isDerivedRoute({ family, table, protocol, destination, type }: RouteState): boolean {
  if (table === 255 && protocol === 'kernel') return true;
  if (protocol === 'ra' || protocol === 'redirect') return true;
  if (family !== 'inet6') return false;
  return destination === 'ff00::/8' || (destination === 'fe80::/64' && protocol === 'kernel') || type === 'multicast';
}

/** The address that IPv6 makes on every link. */
export function isLinkLocal({ scope, address }: AddressState): boolean {
  return scope === 'link' && address.startsWith('fe80:');
}

/** lo is given its addresses when it comes up. */
export function isOfLoopback({ address }: AddressState): boolean {
  return address === '::1/128' || address === '127.0.0.1/8';
}

/** What is learnt comes and goes, and so do the entries for multicast groups; all others somebody wrote. */
export function isLearntNeighbour({ state, proxy, address }: NeighbourState): boolean {
  if (proxy === true || state === 'permanent') return false;
  return state !== 'noarp' || address.startsWith('ff0') || address.startsWith('22') || address.startsWith('23');
}

/** Learnt entries, and those that the kernel keeps for a port's own address and for the multicast groups of a link. */
export function isKernelsFdb({ mac, owner, state }: FdbState, link: LinkState): boolean {
  if (state === 'dynamic' || mac === link.mac) return true;
  return owner === 'self' && (mac.startsWith('33:33:') || mac.startsWith('01:00:5e:'));
}

/** A link listens to the addresses of the macvlans on it that are up (drivers/net/macvlan.c, dev_uc_add). */
export function isOfChild({ owner, mac }: FdbState, state: NetworkModel): boolean {
  if (owner !== 'self') return false;
  return [...state.namespaces()].some(({ links }) => [...links.values()].some((link) => link.mac === mac));
}

/**
 * Such an entry of one that is down, or gone, when going back begins: it comes when that is up. Of one that is up it does
 * not come back by itself.
 */
export function comesWithChild({ owner, mac }: FdbState, before: NetworkModel, found: NetworkModel): boolean {
  if (owner !== 'self') return false;
  return [...before.namespaces()].some(({ ref, links }) =>
    [...links.values()].some((link) => {
      const home = link.mac === mac ? found.namespace(ref) : undefined;
      return home !== undefined && home.links.get(link.ifindex)?.up !== true;
    }),
  );
}

/** A bridge that lost its last port has a hardware address that the kernel gives to no link that is asked to have it. */
export function canHave(mac: string): boolean {
  return mac !== '' && mac !== '00:00:00:00:00:00';
}
