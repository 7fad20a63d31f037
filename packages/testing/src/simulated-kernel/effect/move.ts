import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { inheritSysctls } from '../link-sysctl.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { setDown } from './admin-state.js';
import { endIpv4 } from './ipv4.js';
import { stopIpv6 } from './ipv6.js';
import { IPV6_MIN_MTU } from './limits.js';
import { releaseFromMaster } from './master.js';

/**
 * `ip link set … netns …`: the link arrives down, without addresses, routes, neighbours, master and parameters of its
 * own. It keeps its index where that is free.
 */
export function moveLink(
  kernel: KernelState,
  link: Link,
  target: NetworkNamespace,
  name: string,
  wantedIndex?: number,
): void {
  if (link.namespace === target) return;
  if (link.model.immutable === true) throw new KernelError('EINVAL', 'The interface netns is immutable', 'namespace');
  checkTarget(link, target, name, wantedIndex);
  if (link.master !== undefined) releaseFromMaster(kernel, link);
  setDown(kernel, link);
  endIpv4(link);
  for (const route of link.namespace.routes.ofLink(link)) link.namespace.routes.remove(route);
  stopIpv6(kernel, link);
  link.anycast.clear();
  link.neighbours.clear();
  link.fdb.length = 0;
  // What its children had it let in is lost as well, and they are not told (`dev_uc_flush()`).
  for (const child of link.children) if (child.up) for (const entry of child.fdb) entry.lostBelow ??= 'kept';
  link.namespace.links.remove(link);
  link.addressGeneration = link.mtu < IPV6_MIN_MTU ? undefined : 'eui64';
  link.qdisc = 'noop';
  link.namespace = target;
  link.name = name;
  if (wantedIndex !== undefined) link.ifindex = wantedIndex;
  else if (target.links.byIndex(link.ifindex) !== undefined) link.ifindex = target.links.nextIndex();
  target.links.add(link);
  inheritSysctls(link);
}

function checkTarget(link: Link, target: NetworkNamespace, name: string, wantedIndex: number | undefined): void {
  if (target.links.byName(name) !== undefined) {
    throw new KernelError('EEXIST', 'An interface with the same name exists in the target netns.', 'namespace');
  }
  for (const altName of link.altNames) {
    if (target.links.byName(altName) === undefined) continue;
    const message = `An interface with the altname ${altName} exists in the target netns.`;
    throw new KernelError('EEXIST', message, 'namespace');
  }
  if (wantedIndex !== undefined && target.links.byIndex(wantedIndex) !== undefined) {
    const message = `The ifindex ${wantedIndex} is not available in the target netns`;
    throw new KernelError('EBUSY', message, 'namespaceIndex');
  }
}
