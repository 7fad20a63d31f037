import type { FdbAdd, FdbDelete } from '@netloom/core';
import type { FdbEntry } from '../fdb-table.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';

const ZERO = '00:00:00:00:00:00';

export function addFdb(kernel: KernelState, operation: FdbAdd): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  check(link, operation);
  if (find(link, operation) !== undefined) throw new KernelError('EEXIST');
  const { mac, owner, state, vlan, destination } = operation;
  link.fdb.push({ mac, owner, state, vlan, destination });
}

export function deleteFdb(kernel: KernelState, operation: FdbDelete): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  check(link, operation);
  const entry = find(link, operation);
  if (entry === undefined) throw new KernelError('ENOENT');
  link.fdb.splice(link.fdb.indexOf(entry), 1);
}

function check(link: Link, operation: FdbAdd | FdbDelete): void {
  if (operation.owner === 'master' && link.master === undefined) throw new KernelError('EOPNOTSUPP');
  if (operation.mac === ZERO) throw new KernelError('EINVAL', undefined, 'mac');
  if (operation.vlan !== undefined) throw new KernelError('EINVAL', undefined, 'vlan');
}

function find(link: Link, { mac, owner, destination }: FdbAdd | FdbDelete): FdbEntry | undefined {
  return link.fdb.find((entry) => entry.mac === mac && entry.owner === owner && entry.destination === destination);
}
