import type { LinkReference, LinkState } from '@netloom/core';
import type { Link } from '../link.js';
import { linkFlags } from './link-flags.js';
import type { Writable } from './writable.js';

const NO_NAMES: readonly string[] = [];

/** A link as a driver's `read` gives it. */
export function linkPicture(link: Link): LinkState {
  const { mode, alias, addressGeneration, master, parent, peer, port } = link;
  const picture: Writable<LinkState> = {
    name: link.name,
    ifindex: link.ifindex,
    kind: link.kind,
    up: link.up,
    mtu: link.mtu,
    mac: link.mac,
    operstate: link.up ? link.operstate : 'DOWN',
    flags: linkFlags(link),
    arp: link.arp,
    multicast: link.multicast,
    allMulticast: link.allMulticast,
    promiscuous: link.promiscuous,
    altNames: link.altNames.size === 0 ? NO_NAMES : [...link.altNames].toSorted(),
    group: link.group,
    txQueueLength: link.txQueueLength,
    queues: link.queues,
    // A copy: what was read stays as it was when the kernel goes on.
    data: { ...link.model.picture?.(link) },
    qdisc: link.qdisc,
  };
  if (mode !== undefined) picture.mode = mode;
  if (master !== undefined) picture.master = reference(master);
  if (parent !== undefined) picture.parent = reference(parent);
  if (peer !== undefined) picture.peer = reference(peer);
  if (alias !== undefined) picture.alias = alias;
  if (addressGeneration !== undefined) picture.addressGeneration = addressGeneration;
  if (port !== undefined) picture.port = { ...port };
  return picture;
}

function reference({ ifindex, name, namespace }: Link): LinkReference {
  return namespace.ref === undefined ? { ifindex } : { ifindex, name, namespace: namespace.ref };
}
