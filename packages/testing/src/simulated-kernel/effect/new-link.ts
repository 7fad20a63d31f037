import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { LinkKindModel } from '../kind/link-kind-model.js';
import { checkLinkName } from '../link-name.js';
import { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { checkMac, checkMtu } from './limits.js';

export interface NewLink {
  readonly name: string;
  readonly ifindex?: number;
  readonly mac?: string;
  readonly mtu?: number;
  readonly txQueueLength?: number;
  readonly group?: number;
}

/** Registers a link with what the message says of it; `taken` is what the kernel answers where the index is in use. */
export function newLink(
  kernel: KernelState,
  model: LinkKindModel,
  namespace: NetworkNamespace,
  wanted: NewLink,
  taken: 'EEXIST' | 'EBUSY' = 'EEXIST',
): Link {
  checkLinkName(namespace.links, wanted.name);
  if (wanted.ifindex !== undefined && namespace.links.byIndex(wanted.ifindex) !== undefined) {
    throw new KernelError(taken, undefined, 'ifindex');
  }
  if (wanted.mtu !== undefined) checkMtu(model.mtu.min, model.mtu.max, wanted.mtu);
  if (wanted.mac !== undefined) checkMac(wanted.mac);
  const link = new Link(model, namespace, wanted.name, wanted.ifindex ?? namespace.links.nextIndex());
  link.mac = wanted.mac ?? kernel.newMac();
  if (wanted.mtu !== undefined) link.mtu = wanted.mtu;
  if (wanted.txQueueLength !== undefined) link.txQueueLength = wanted.txQueueLength;
  if (wanted.group !== undefined) link.group = wanted.group;
  for (const [path, value] of namespace.sysctls.fresh()) link.sysctls.set(path, value);
  namespace.links.add(link);
  return link;
}
