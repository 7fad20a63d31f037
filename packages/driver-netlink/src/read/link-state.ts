import type { LinkReference, LinkState } from '@netloom/core';
import { flagNames } from '../message/link-flags.js';
import type { RawLink } from '../message/read-link.js';
import { IFF_ALLMULTI, IFF_MULTICAST, IFF_NOARP, IFF_PROMISC, IFF_UP } from '../wire/constant/ifla.js';
import type { ReadNamespace, References } from './references.js';

/** A link with what its indexes mean. */
export function linkState(raw: RawLink, from: ReadNamespace, references: References): LinkState {
  const has = (bit: number): boolean => (raw.flags & bit) !== 0;
  const { mode, masterIndex, alias, addressGeneration, port, qdisc } = raw;
  const below = lowerLink(raw, from, references);
  return {
    name: raw.name,
    ifindex: raw.ifindex,
    kind: raw.kind,
    up: has(IFF_UP),
    mtu: raw.mtu,
    mac: raw.mac,
    ...(mode === undefined ? {} : { mode }),
    operstate: raw.operstate,
    flags: isLowerDown(raw, from) ? [...flagNames(raw.flags), 'M-DOWN'] : flagNames(raw.flags),
    arp: !has(IFF_NOARP),
    multicast: has(IFF_MULTICAST),
    allMulticast: has(IFF_ALLMULTI),
    promiscuous: has(IFF_PROMISC),
    ...(masterIndex === undefined ? {} : { master: references.within(from, masterIndex) }),
    ...(below === undefined ? {} : PAIRS.has(raw.kind) ? { peer: below } : { parent: below }),
    ...(alias === undefined ? {} : { alias }),
    altNames: raw.altNames,
    group: raw.group,
    txQueueLength: raw.txQueueLength,
    queues: raw.queues,
    ...(addressGeneration === undefined ? {} : { addressGeneration }),
    data: raw.data,
    ...(port === undefined ? {} : { port }),
    ...(qdisc === undefined ? {} : { qdisc }),
  };
}

/** Kinds that come in pairs: what their index names is the other end. */
const PAIRS: ReadonlySet<string> = new Set(['veth', 'netkit']);

/** `ip link` prints this as a flag: the link below, in the same namespace, is not up. */
function isLowerDown({ linkIndex, linkNamespaceId }: RawLink, { tables }: ReadNamespace): boolean {
  if (linkIndex === undefined || linkNamespaceId !== undefined) return false;
  const lower = tables.links.get(linkIndex);
  return lower !== undefined && (lower.flags & IFF_UP) === 0;
}

/** The kernel gives one index for both: a veth's other end, and the link below. Tunnels give 0 for none. */
function lowerLink(raw: RawLink, from: ReadNamespace, references: References): LinkReference | undefined {
  if (raw.linkIndex === undefined || raw.linkIndex === 0) return undefined;
  return raw.linkNamespaceId === undefined
    ? references.within(from, raw.linkIndex)
    : references.elsewhere(from, raw.linkIndex, raw.linkNamespaceId);
}
