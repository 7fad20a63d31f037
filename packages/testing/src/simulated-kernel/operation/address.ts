import type { AddressAdd, AddressAttributes, AddressDelete, AddressReplace } from '@netloom/core';
import { newAddress, subnetPrefix, type LinkAddress } from '../address.js';
import { addAddress4, deleteAddress4 } from '../effect/address4.js';
import { addAddress6, addMulticastRoute, deleteAddress6 } from '../effect/ipv6.js';
import { modifyAddress6, setMetric4 } from '../effect/modify-address.js';
import { parseAddress, parsePrefix, type IpPrefix } from '../ip/ip-address.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { checkAddress6, checkLink6 } from './address-rules.js';

export function addAddress(kernel: KernelState, operation: AddressAdd): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  add(kernel, link, operation);
}

export function replaceAddress(kernel: KernelState, operation: AddressReplace): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  const standing = findStanding(link, operation);
  if (standing === undefined) {
    add(kernel, link, operation);
    return;
  }
  if (operation.family === 'inet') setMetric4(link, standing, operation.metric);
  else modifyAddress6(link, standing, attributes(operation));
  standing.validLifetime = operation.validLifetime;
  standing.preferredLifetime = operation.preferredLifetime ?? operation.validLifetime;
}

/** An IPv6 address is told by itself alone, whatever length is said (`ipv6_get_ifaddr()`). */
function findStanding(link: Link, operation: AddressReplace): LinkAddress | undefined {
  if (operation.family === 'inet') return findAddress(link, operation);
  const { value } = parsePrefix(operation.address);
  return link.inet6.find(({ local }) => local.value === value);
}

export function deleteAddress(kernel: KernelState, operation: AddressDelete): void {
  const link = kernel.require(operation.namespace).links.require(operation.link, operation.ifindex);
  if (operation.family === 'inet6' && !link.hasIpv6) {
    throw new KernelError('ENXIO', 'ipv6: IPv6 is disabled on this device');
  }
  const standing = findAddress(link, operation);
  if (standing === undefined) {
    const version = operation.family === 'inet' ? 'ipv4: Address' : 'ipv6: address';
    throw new KernelError('EADDRNOTAVAIL', `${version} not found`);
  }
  if (operation.family === 'inet') deleteAddress4(link, standing);
  else deleteAddress6(link, standing);
}

function add(kernel: KernelState, link: Link, wanted: AddressAttributes): void {
  const peer = wanted.peer === undefined ? undefined : parsePrefix(wanted.peer);
  const own = parsePrefix(wanted.address);
  // There is one length of prefix, and a far end says it.
  const local = peer === undefined ? own : { ...own, length: peer.length };
  const said = attributes(wanted, peer);
  if (wanted.family === 'inet') {
    if (!link.hasIpv4) throw new KernelError('ENOBUFS');
    link.allSysctlsOwn = true;
    said.label = wanted.label ?? link.name;
    addAddress4(link, newAddress(local, said));
    return;
  }
  checkLink6(link, local);
  addMulticastRoute(link);
  checkAddress6(link, local);
  said.scope = scopeOf(local);
  addAddress6(kernel, link, newAddress(local, said));
}

/** What the message says; label and scope are those of IPv4 and IPv6 each in its own way. */
type Said = Partial<LinkAddress> & { label: string | undefined; scope: string };

function attributes(wanted: AddressAttributes, peer?: IpPrefix): Said {
  return {
    peer,
    label: undefined,
    broadcast: wanted.broadcast === undefined ? undefined : parseAddress(wanted.broadcast).value,
    scope: wanted.scope ?? (wanted.address.startsWith('127.') ? 'host' : 'global'),
    metric: wanted.metric,
    noPrefixRoute: wanted.noPrefixRoute ?? false,
    noDad: wanted.noDad ?? false,
    home: wanted.home ?? false,
    manageTemp: wanted.manageTemp ?? false,
    autoJoin: wanted.autoJoin ?? false,
    validLifetime: wanted.validLifetime,
    preferredLifetime: wanted.preferredLifetime ?? wanted.validLifetime,
  };
}

function findAddress(
  link: Link,
  { family, address, peer }: Pick<AddressDelete, 'family' | 'address' | 'peer'>,
): LinkAddress | undefined {
  const wanted = parsePrefix(address);
  if (family === 'inet6') return link.inet6.find(({ local }) => isEqual(local, wanted));
  const subnet = peer === undefined ? wanted : parsePrefix(peer);
  return link.inet.find((other) => other.local.value === wanted.value && isEqual(subnetPrefix(other), subnet));
}

function isEqual(a: IpPrefix, b: IpPrefix): boolean {
  return a.value === b.value && a.length === b.length;
}

/** An IPv6 address says its scope itself (RFC 4291, section 2.4). */
function scopeOf({ value }: IpPrefix): string {
  if (value >> 118n === 0xfe80n >> 6n) return 'link';
  if (value >> 118n === 0xfec0n >> 6n) return 'site';
  return value === 1n ? 'host' : 'global';
}
