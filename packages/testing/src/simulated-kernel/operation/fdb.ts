import type { FdbAdd, FdbDelete } from '@netloom/core';
import { entriesFromAbove, type FdbEntry } from '../fdb-table.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';

const ZERO = '00:00:00:00:00:00';

/** `bridge fdb add …` (`rtnl_fdb_add()`). */
export function addFdb(kernel: KernelState, operation: FdbAdd): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  if (link.isLoopback) throw new KernelError('EINVAL', 'FDB add only supported for Ethernet devices');
  const { mac, state, vlan, destination } = operation;
  const owner = storedOwner(link, operation);
  if (operation.owner === 'master') checkPort(link, operation);
  else checkDevice(link, operation);
  if (owner === 'master' && mac === ZERO) throw new KernelError('EINVAL', undefined, 'mac');
  const rivals =
    owner === 'master'
      ? tableOf(link)
      : [...link.fdb.filter((entry) => entry.owner === 'self'), ...entriesFromAbove(link)];
  if (rivals.some((entry) => isSame(entry, operation))) throw new KernelError('EEXIST');
  link.fdb.push({ mac, owner, state, vlan, destination });
}

/** `bridge fdb delete …` (`rtnl_fdb_del()`). */
export function deleteFdb(kernel: KernelState, operation: FdbDelete): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  if (link.isLoopback) throw new KernelError('EINVAL', 'FDB delete only supported for Ethernet devices');
  if (operation.owner === 'master' && link.master === undefined) throw new KernelError('EOPNOTSUPP');
  if (operation.owner === 'self' && !link.isBridge) checkDevice(link, operation);
  const owner = storedOwner(link, operation);
  const place = link.fdb.findIndex((other) => other.owner === owner && isSame(other, operation));
  const entry = link.fdb[place];
  if (entry === undefined) {
    const above = owner === 'self' ? entriesFromAbove(link).find((other) => isSame(other, operation)) : undefined;
    if (above === undefined) throw new KernelError('ENOENT');
    above.lostBelow = 'kept';
    return;
  }
  // It is still counted as one that the link below has (`__hw_addr_unsync_one()`).
  if (entry.lostBelow === 'kept') entry.lostBelow = 'deleted';
  else link.fdb.splice(place, 1);
}

/** A bridge that is asked for an entry of its own keeps it among those of its ports (`br_fdb_add()`). */
function storedOwner(link: Link, { owner }: FdbAdd | FdbDelete): 'master' | 'self' {
  return link.isBridge ? 'master' : owner;
}

/** All entries of the bridge that a link is a port of, or is itself: an address is in it once. */
function tableOf(link: Link): readonly FdbEntry[] {
  const bridge = link.master ?? link;
  return [bridge, ...bridge.ports].flatMap(({ fdb }) => fdb.filter(({ owner }) => owner === 'master'));
}

function checkPort(link: Link, { vlan }: FdbAdd): void {
  if (link.master === undefined) throw new KernelError('EOPNOTSUPP');
  if (vlan !== undefined) throw new KernelError('EINVAL', undefined, 'vlan');
}

/** `ndo_dflt_fdb_add()`, and what bridges and macvlans do instead. */
function checkDevice(link: Link, { mac, state, vlan }: FdbAdd | FdbDelete): void {
  const unicast = (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0;
  if (link.mode !== undefined && link.mode !== 'passthru' && unicast) throw new KernelError('EOPNOTSUPP');
  if (state !== 'permanent' && link.mode === undefined) throw new KernelError('EINVAL', undefined, 'state');
  if (vlan !== undefined) throw new KernelError('EINVAL', undefined, 'vlan');
}

function isSame(entry: FdbEntry, { mac, destination }: FdbAdd | FdbDelete): boolean {
  return entry.mac === mac && entry.destination === destination;
}
