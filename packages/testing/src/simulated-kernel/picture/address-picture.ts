import type { AddressFamily, AddressState } from '@netloom/core';
import type { LinkAddress } from '../address.js';
import { formatAddress, formatPrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';

/** An address as a driver's `read` gives it. */
export function addressPicture(link: Link, family: AddressFamily, address: LinkAddress): AddressState {
  const { peer, broadcast, label, metric, validLifetime, preferredLifetime, protocol } = address;
  return {
    link: link.name,
    ifindex: link.ifindex,
    family,
    address: formatPrefix(address.local),
    ...(peer === undefined ? {} : { peer: formatPrefix(peer) }),
    ...(broadcast === undefined ? {} : { broadcast: formatAddress({ family, value: broadcast }) }),
    ...(label === undefined || label === link.name ? {} : { label }),
    scope: address.scope,
    ...(metric === undefined ? {} : { metric }),
    ...(address.noPrefixRoute ? { noPrefixRoute: true } : {}),
    ...(address.noDad ? { noDad: true } : {}),
    ...(address.home ? { home: true } : {}),
    ...(address.manageTemp ? { manageTemp: true } : {}),
    ...(address.autoJoin ? { autoJoin: true } : {}),
    ...(validLifetime === undefined ? {} : { validLifetime }),
    ...(preferredLifetime === undefined ? {} : { preferredLifetime }),
    ...(address.secondary ? { secondary: true } : {}),
    ...(address.tentative ? { tentative: true } : {}),
    ...(protocol === undefined ? {} : { protocol }),
  };
}
