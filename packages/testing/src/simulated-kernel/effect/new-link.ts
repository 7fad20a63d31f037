import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { LinkKindModel } from '../kind/link-kind-model.js';
import { checkLinkName } from '../link-name.js';
import { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { inheritSysctls } from '../link-sysctl.js';
import { checkMac, checkMtu, IPV6_MIN_MTU } from './limits.js';

export interface NewLink {
  readonly name: string;
  readonly ifindex?: number;
  readonly mac?: string;
  readonly mtu?: number;
  readonly txQueueLength?: number;
  readonly group?: number;
}

/** Looks for what would be asked to change instead: by the index where one is said, else by the name (`rtnl_newlink()`). */
export function refuseExisting({ links }: NetworkNamespace, { name, ifindex }: NewLink): void {
  const existing = ifindex === undefined ? links.byName(name) : links.byIndex(ifindex);
  if (existing !== undefined) throw new KernelError('EEXIST');
}

/** Makes a link with what the message says of it, not yet registered (`rtnl_create_link()`). */
export function createLink(
  kernel: KernelState,
  model: LinkKindModel,
  namespace: NetworkNamespace,
  wanted: NewLink,
): Link {
  if (wanted.mtu !== undefined) checkMtu(model.mtu.min, model.mtu.max, wanted.mtu);
  const link = new Link(model, namespace, wanted.name, wanted.ifindex ?? 0);
  link.mac = wanted.mac ?? kernel.newMac();
  if (wanted.mtu !== undefined) link.mtu = wanted.mtu;
  if (wanted.txQueueLength !== undefined) link.txQueueLength = wanted.txQueueLength;
  if (wanted.group !== undefined) link.group = wanted.group;
  return link;
}

/** Gives a link its place in its namespace (`register_netdevice()`). */
export function registerLink(link: Link): void {
  const { links } = link.namespace;
  checkLinkName(links, link.name);
  if (link.ifindex === 0) link.ifindex = links.nextIndex();
  else if (links.byIndex(link.ifindex) !== undefined) throw new KernelError('EBUSY');
  inheritSysctls(link);
  if (link.mtu < IPV6_MIN_MTU) link.addressGeneration = undefined;
  links.add(link);
}

/** A link of a kind that asks nothing special: all of it in the kernel's order. */
export function newLink(kernel: KernelState, model: LinkKindModel, namespace: NetworkNamespace, wanted: NewLink): Link {
  if (wanted.mac !== undefined) checkMac(wanted.mac);
  refuseExisting(namespace, wanted);
  const link = createLink(kernel, model, namespace, wanted);
  registerLink(link);
  return link;
}
