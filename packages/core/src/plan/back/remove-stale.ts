import type { AddressState, LinkState } from '../../state/network-state.js';
import { linkLocalOf } from '../../value/link-local-address.js';
import type { LinkFootprint } from '../footprint.js';
import type { BackStep, FoundLink } from './back-step.js';
import { isLinkLocal } from './kernel-made.js';

/**
 * Link-local addresses that the kernel made when the link came up again and that it did not have: of a hardware address
 * that the transaction gave it, or of its own, where it had kept one of an earlier address or none at all (RFC 4291,
 * appendix A). One that comes since the link has a carrier, which it had not, is nobody's doing, and stays.
 */
export function removeStale(
  footprint: LinkFootprint,
  was: LinkState,
  { namespace, link }: FoundLink,
  wanted: readonly AddressState[],
): BackStep[] {
  const changed = footprint.written.has('mac') || footprint.follows.has('mac');
  const made = linkLocalOf(link.mac);
  const hadCarrier = was.up && was.flags.includes('LOWER_UP');
  const hadAnother = hadCarrier || wanted.some((each) => isLinkLocal(each) && each.address !== made);
  const stale = (namespace.addresses.get(link.ifindex) ?? []).filter(
    (each) =>
      isLinkLocal(each) &&
      (changed || (hadAnother && each.address === made)) &&
      !wanted.some(({ address }) => address === each.address),
  );
  return stale.map(({ family, address }) => ({
    pass: 'addresses',
    operation: {
      op: 'address.delete',
      namespace: namespace.ref,
      link: link.name,
      ifindex: link.ifindex,
      family,
      address,
    },
    reason: `"${link.name}" has ${address}, which the kernel made of a hardware address`,
  }));
}
