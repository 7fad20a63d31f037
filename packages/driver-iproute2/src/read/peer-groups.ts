import { type NamespaceRef, namespaceKey } from '@netloom/core';
import type { RawLink } from '../json/link.js';
import type { KnownLinks, LinksByIndex } from './known-links.js';

/** What one namespace says of another that it knows by an id: pairs of its own link and the link over there. */
export interface PeerGroup {
  readonly from: NamespaceRef;
  readonly netnsid: number;
  readonly pairs: readonly { readonly own: RawLink; readonly ifindex: number }[];
}

/** The namespaces that the links of `from` reach into, by their ids. */
export function peerGroups(from: NamespaceRef, links: readonly RawLink[]): readonly PeerGroup[] {
  const groups = new Map<number, { own: RawLink; ifindex: number }[]>();
  for (const own of links) {
    const { ifindex, netnsid } = own.lower ?? {};
    if (ifindex === undefined || netnsid === undefined) continue;
    const pairs = groups.get(netnsid) ?? [];
    pairs.push({ own, ifindex });
    groups.set(netnsid, pairs);
  }
  return [...groups].map(([netnsid, pairs]) => ({ from, netnsid, pairs }));
}

/** Whether all that a group says is true of the namespace with these links. */
export function fits({ pairs }: PeerGroup, links: LinksByIndex | undefined): boolean {
  return pairs.every(({ own, ifindex }) => {
    const other = links?.get(ifindex);
    if (other === undefined) return false;
    return own.state.kind !== 'veth' || pointsBack(other, own);
  });
}

/** A veth whose other end is, by its index and in another namespace, the link given. */
function pointsBack(other: RawLink, own: RawLink): boolean {
  const { ifindex, netnsid } = other.lower ?? {};
  return other.state.kind === 'veth' && netnsid !== undefined && ifindex === own.state.ifindex;
}

/** Whether a veth is among the pairs: only it is known from both sides. */
export function isCertain({ pairs }: PeerGroup): boolean {
  return pairs.some(({ own }) => own.state.kind === 'veth');
}

/** Whether a link stands on one over there: it cannot be made again without the name of that. */
export function hasOthersThanVeths({ pairs }: PeerGroup): boolean {
  return pairs.some(({ own }) => own.state.kind !== 'veth');
}

/** The one known namespace that a group fits, where there is exactly one and the group says enough to be sure. */
export function onlyFit(
  group: PeerGroup,
  candidates: readonly NamespaceRef[],
  known: KnownLinks,
): NamespaceRef | undefined {
  if (!isCertain(group)) return undefined;
  const own = namespaceKey(group.from);
  const fitting = candidates.filter((candidate) => {
    const key = namespaceKey(candidate);
    return key !== own && fits(group, known.get(key));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}
