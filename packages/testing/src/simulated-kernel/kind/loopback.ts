import { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import type { LinkKindModel } from './link-kind-model.js';

const LOOPBACK_INDEX = 1;

/** `lo`, which every namespace begins with; down. */
export const LOOPBACK: LinkKindModel = {
  kind: 'loopback',
  flags: ['LOOPBACK'],
  mtu: { initial: 65536, min: 0, max: 0 },
  txQueueLength: 1000,
  qdisc: 'noqueue',
  immutable: true,
  creatable: false,
};

export function addLoopback(namespace: NetworkNamespace): void {
  const link = new Link(LOOPBACK, namespace, 'lo', namespace.links.nextIndex());
  if (link.ifindex !== LOOPBACK_INDEX) throw new Error('lo is the first link of its namespace');
  link.mac = '00:00:00:00:00:00';
  namespace.links.add(link);
}
