import type { FdbAdd, FdbDelete } from '@netloom/core';
import type { FdbEntry } from '../fdb-table.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';

const ZERO = '00:00:00:00:00:00';

/** `bridge fdb add …` (`rtnl_fdb_add()`). */
export function addFdb(kernel: KernelState, operation: FdbAdd): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  if (link.isLoopback) throw new KernelError('EINVAL', 'FDB add only supported for Ethernet devices');
  if (operation.owner === 'master') checkBridge(link, operation);
  else checkDevice(link, operation);
  if (find(link, operation) !== undefined) throw new KernelError('EEXIST');
  const { mac, owner, state, vlan, destination } = operation;
  link.fdb.push({ mac, owner, state, vlan, destination });
}

/** `bridge fdb delete …` (`rtnl_fdb_del()`). */
export function deleteFdb(kernel: KernelState, operation: FdbDelete): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  if (link.isLoopback) throw new KernelError('EINVAL', 'FDB delete only supported for Ethernet devices');
  if (operation.owner === 'master' && link.master === undefined) throw new KernelError('EOPNOTSUPP');
  if (operation.owner === 'self') checkDevice(link, operation);
  const entry = find(link, operation);
  if (entry === undefined) throw new KernelError('ENOENT');
  link.fdb.splice(link.fdb.indexOf(entry), 1);
}

/** `br_fdb_add()` for a port. */
function checkBridge(link: Link, { mac, vlan }: FdbAdd): void {
  if (link.master === undefined) throw new KernelError('EOPNOTSUPP');
  if (mac === ZERO) throw new KernelError('EINVAL', undefined, 'mac');
  if (vlan !== undefined) throw new KernelError('EINVAL', undefined, 'vlan');
}

/** `ndo_dflt_fdb_add()`, and what bridges and macvlans do instead. */
function checkDevice(link: Link, { mac, state, vlan }: FdbAdd | FdbDelete): void {
  const unicast = (Number.parseInt(mac.slice(0, 2), 16) & 1) === 0;
  if (link.mode !== undefined && link.mode !== 'passthru' && unicast) throw new KernelError('EOPNOTSUPP');
  if (state !== 'permanent' && link.mode === undefined) throw new KernelError('EINVAL', undefined, 'state');
  if (link.isBridge && mac === ZERO) throw new KernelError('EINVAL', undefined, 'mac');
  if (vlan !== undefined) throw new KernelError('EINVAL', undefined, 'vlan');
}

function find(link: Link, { mac, owner, destination }: FdbAdd | FdbDelete): FdbEntry | undefined {
  return link.fdb.find((entry) => entry.mac === mac && entry.owner === owner && entry.destination === destination);
}
