import type { NeighbourAdd, NeighbourDelete, NeighbourReplace } from '@netloom/core';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { neighbourKey } from '../neighbour-table.js';

export function addNeighbour(kernel: KernelState, operation: NeighbourAdd): void {
  const link = linkOf(kernel, operation);
  const key = neighbourKey(operation.family, operation.address, operation.proxy);
  // A proxy entry may be added twice.
  if (operation.proxy !== true && link.neighbours.has(key)) throw new KernelError('EEXIST');
  set(link, operation);
}

export function replaceNeighbour(kernel: KernelState, operation: NeighbourReplace): void {
  set(linkOf(kernel, operation), operation);
}

export function deleteNeighbour(kernel: KernelState, operation: NeighbourDelete): void {
  const link = linkOf(kernel, operation);
  const key = neighbourKey(operation.family, operation.address, operation.proxy);
  if (!link.neighbours.delete(key)) throw new KernelError('ENOENT');
}

function linkOf(kernel: KernelState, operation: NeighbourAdd | NeighbourReplace | NeighbourDelete): Link {
  return kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
}

function set(link: Link, wanted: NeighbourAdd | NeighbourReplace): void {
  const { family, address, mac, proxy = false, router = false } = wanted;
  if (mac === undefined && !proxy) throw new KernelError('EINVAL', 'No link layer address given', 'mac');
  const state = wanted.state ?? 'permanent';
  link.neighbours.set(neighbourKey(family, address, proxy), { family, address, mac, state, proxy, router });
}
