import type { LinkReference, LinkState } from '@netloom/core';
import { flagNames } from '../message/link-flags.js';
import type { RawLink } from '../message/read-link.js';
import { IFF_ALLMULTI, IFF_MULTICAST, IFF_NOARP, IFF_PROMISC, IFF_UP } from '../wire/constant/ifla.js';
import type { References } from './references.js';
import type { ReadNamespace } from './state-decoder.js';

/** A link with what its indexes mean. */
export function linkState(raw: RawLink, from: ReadNamespace, references: References): LinkState {
  const { flags, mode, masterIndex, alias, addressGeneration, port, qdisc } = raw;
  const below = lowerLink(raw, from, references);
  // Field by field, since a host may have thousands: spreading what is there takes several times as long.
  const state: { -readonly [K in keyof LinkState]: LinkState[K] } = {
    name: raw.name,
    ifindex: raw.ifindex,
    kind: raw.kind,
    up: (flags & IFF_UP) !== 0,
    mtu: raw.mtu,
    mac: raw.mac,
    operstate: raw.operstate,
    flags: flagNames(flags, isLowerDown(raw, from)),
    arp: (flags & IFF_NOARP) === 0,
    multicast: (flags & IFF_MULTICAST) !== 0,
    allMulticast: (flags & IFF_ALLMULTI) !== 0,
    promiscuous: (flags & IFF_PROMISC) !== 0,
    altNames: raw.altNames,
    group: raw.group,
    txQueueLength: raw.txQueueLength,
    queues: raw.queues,
    data: raw.data,
  };
  if (mode !== undefined) state.mode = mode;
  if (masterIndex !== undefined) state.master = references.within(from, masterIndex);
  if (below !== undefined) state[PAIRS.has(raw.kind) ? 'peer' : 'parent'] = below;
  if (alias !== undefined) state.alias = alias;
  if (addressGeneration !== undefined) state.addressGeneration = addressGeneration;
  if (port !== undefined) state.port = port;
  if (qdisc !== undefined) state.qdisc = qdisc;
  return state;
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
