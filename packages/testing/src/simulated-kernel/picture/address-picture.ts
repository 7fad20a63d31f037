import type { AddressFamily, AddressState } from '@netloom/core';
import type { LinkAddress } from '../address.js';
import { formatAddress, formatPrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';
import type { Writable } from './writable.js';

/** What an address is or is not. */
const FLAGS = ['noPrefixRoute', 'noDad', 'home', 'manageTemp', 'autoJoin', 'secondary', 'tentative'] as const;

/** An address as a driver's `read` gives it. */
export function addressPicture(link: Link, family: AddressFamily, address: LinkAddress): AddressState {
  const { peer, broadcast, label, metric, validLifetime, preferredLifetime, protocol } = address;
  const picture: Writable<AddressState> = {
    link: link.name,
    ifindex: link.ifindex,
    family,
    address: formatPrefix(address.local),
    scope: address.scope,
  };
  if (peer !== undefined) picture.peer = formatPrefix(peer);
  if (broadcast !== undefined) picture.broadcast = formatAddress({ family, value: broadcast });
  if (label !== undefined && label !== link.name) picture.label = label;
  if (metric !== undefined) picture.metric = metric;
  for (const flag of FLAGS) if (address[flag]) picture[flag] = true;
  if (validLifetime !== undefined) picture.validLifetime = validLifetime;
  if (preferredLifetime !== undefined) picture.preferredLifetime = preferredLifetime;
  if (protocol !== undefined) picture.protocol = protocol;
  return picture;
}
