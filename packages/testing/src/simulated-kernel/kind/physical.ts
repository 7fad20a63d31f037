import type { LinkKindModel } from './link-kind-model.js';

/** A network card. It has a carrier while it is up, and goes home when the namespace that it is in ends. */
export const PHYSICAL: LinkKindModel = {
  kind: 'physical',
  flags: ['BROADCAST', 'MULTICAST'],
  mtu: { initial: 1500, min: 68, max: 65535 },
  txQueueLength: 1000,
  qdisc: 'pfifo_fast',
  creatable: false,
  carrier: (link) => link.up,
};
