import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { PORT_DEFAULTS } from '../kind/port-options.js';
import type { Link } from '../link.js';
import { followNewPort, followWithoutPort } from './bridge-follows.js';
import { refreshCarrier } from './carrier.js';
import { isStationMac } from './limits.js';
import { pathCost } from './path-cost.js';

/** `ip link set … master …`: a link leaves the bridge that it is in, and joins the other. */
export function setMaster(kernel: KernelState, link: Link, master: Link | null): void {
  if (master === null) {
    if (link.master !== undefined) releaseFromMaster(kernel, link);
    return;
  }
  if (link.master === master) return;
  if (link.master !== undefined) releaseFromMaster(kernel, link);
  enslave(kernel, link, master);
}

function enslave(kernel: KernelState, link: Link, master: Link): void {
  if (!master.isBridge) throw new KernelError('EOPNOTSUPP', undefined, 'master');
  // A bridge that lost all its ports has lost its MAC, too.
  if (link.isLoopback || !isStationMac(link.mac)) throw new KernelError('EINVAL', undefined, 'master');
  if (link.isBridge) throw new KernelError('ELOOP', 'Can not enslave a bridge to a bridge', 'master');
  if (standsOn(link, master)) throw new KernelError('EBUSY', undefined, 'master');
  // A macvtap takes every packet for itself already.
  if (link.kind === 'macvtap') throw new KernelError('EBUSY', undefined, 'master');
  for (const child of link.children) if (child.mode !== undefined) throw new KernelError('EBUSY', undefined, 'master');
  link.master = master;
  master.ports.add(link);
  link.port = { ...PORT_DEFAULTS, cost: pathCost(link) };
  link.costPinned = false;
  master.followsPorts = true;
  kernel.carrierEvents.add(master);
  followNewPort(kernel, master, link);
  refreshCarrier(kernel, master);
}

/** A link cannot be below what it stands on (`netdev_master_upper_dev_link()`). */
function standsOn({ parent }: Link, master: Link): boolean {
  return parent !== undefined && (parent === master || standsOn(parent, master));
}

/** The link is a port no more; what it had as one is lost. */
export function releaseFromMaster(kernel: KernelState, link: Link): void {
  const { master } = link;
  if (master === undefined) return;
  master.ports.delete(link);
  link.master = undefined;
  link.port = undefined;
  const own = link.fdb.filter((entry) => entry.owner === 'self');
  link.fdb.splice(0, link.fdb.length, ...own);
  followWithoutPort(kernel, master, link);
  refreshCarrier(kernel, master);
}
