import type { LinkReference, LinkState } from '@netloom/core';
import type { Link } from '../link.js';
import { linkFlags } from './link-flags.js';

/** A link as a driver's `read` gives it. */
export function linkPicture(link: Link): LinkState {
  const { mode, alias, addressGeneration } = link;
  return {
    name: link.name,
    ifindex: link.ifindex,
    kind: link.kind,
    up: link.up,
    mtu: link.mtu,
    mac: link.mac,
    ...(mode === undefined ? {} : { mode }),
    operstate: link.up ? link.operstate : 'DOWN',
    flags: linkFlags(link),
    arp: link.arp,
    multicast: link.multicast,
    allMulticast: link.allMulticast,
    promiscuous: link.promiscuous,
    ...(link.master === undefined ? {} : { master: reference(link.master) }),
    ...(link.parent === undefined ? {} : { parent: reference(link.parent) }),
    ...(link.peer === undefined ? {} : { peer: reference(link.peer) }),
    ...(alias === undefined ? {} : { alias }),
    altNames: link.altNames.size === 0 ? [] : [...link.altNames].toSorted(),
    group: link.group,
    txQueueLength: link.txQueueLength,
    queues: link.queues,
    ...(addressGeneration === undefined ? {} : { addressGeneration }),
    // A copy: what was read stays as it was when the kernel goes on.
    data: { ...link.model.picture?.(link) },
    ...(link.port === undefined ? {} : { port: { ...link.port } }),
    qdisc: link.qdisc,
  };
}

function reference({ ifindex, name, namespace }: Link): LinkReference {
  return namespace.ref === undefined ? { ifindex } : { ifindex, name, namespace: namespace.ref };
}
