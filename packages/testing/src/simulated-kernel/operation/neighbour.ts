import type { NeighbourAdd, NeighbourDelete, NeighbourReplace } from '@netloom/core';
import { addressType4 } from '../address-type.js';
import { parseAddress } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { linkSysctl } from '../link-sysctl.js';
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
  const { family, proxy = false, router = false } = wanted;
  const address = storedAddress(link, wanted);
  const key = neighbourKey(family, address, proxy);
  if (proxy) {
    // It joins the group that is asked for its address, where IPv6 is at all (`pndisc_constructor()`).
    if (family === 'inet6' && !link.hasIpv6) throw new KernelError('ENOBUFS');
    link.neighbours.set(key, { family, address, mac: undefined, state: 'permanent', proxy, router });
    return;
  }
  if (family === 'inet' && !link.hasIpv4) throw new KernelError('EINVAL');
  if (family === 'inet6' && (!link.hasIpv6 || linkSysctl(link, 'ipv6/conf/disable_ipv6') !== '0')) {
    throw new KernelError('EINVAL', 'IPv6 is disabled on this device');
  }
  const mac = wanted.mac ?? link.neighbours.get(key)?.mac ?? impliedMac(link, wanted);
  if (mac === undefined) {
    // The entry is made before it is looked at, and stays, saying nothing (`neigh_add()`).
    link.neighbours.set(key, { family, address, mac, state: 'none', proxy, router });
    throw new KernelError('EINVAL', 'No link layer address given', 'mac');
  }
  link.neighbours.set(key, { family, address, mac, state: wanted.state ?? 'permanent', proxy, router });
}

/** On lo all IPv4 neighbours are one (`arp_constructor()`). */
function storedAddress(link: Link, { family, address, proxy }: NeighbourAdd | NeighbourReplace): string {
  return link.isLoopback && family === 'inet' && proxy !== true ? '0.0.0.0' : address;
}

/** Some addresses say their MAC (`arp_constructor()`, `ndisc_constructor()`): RFC 1112, section 6.4; RFC 2464, section 7. */
function impliedMac(link: Link, { family, address }: NeighbourAdd | NeighbourReplace): string | undefined {
  if (link.isLoopback) return link.mac;
  const parsed = parseAddress(address);
  const { value } = parsed;
  const type = family === 'inet' ? addressType4(link.namespace, parsed) : undefined;
  if (type === 'multicast') return macOf(0x01005e000000n | (value & 0x7fffffn));
  if (family === 'inet6' && value >> 120n === 0xffn) return macOf(0x333300000000n | (value & 0xffffffffn));
  if (!link.arp) return link.mac;
  return type === 'broadcast' ? macOf(0xffffffffffffn) : undefined;
}

function macOf(value: bigint): string {
  return value.toString(16).padStart(12, '0').match(/../g)!.join(':');
}
