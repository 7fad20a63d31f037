import { STATE_TABLES } from '@netloom/core';
import type { AddressState, FdbState, NamespaceRef, NamespaceState, NeighbourState, StateTable } from '@netloom/core';
import { findSysctl } from '../effect/sysctl.js';
import { entriesFromAbove, type FdbEntry } from '../fdb-table.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { addressPicture } from './address-picture.js';
import { linkPicture } from './link-picture.js';
import { routePictures } from './route-picture.js';

const NONE: readonly never[] = [];

/** A namespace as a driver's `read` gives it. */
export function namespacePicture(
  ref: NamespaceRef,
  namespace: NetworkNamespace,
  sysctlKeys: readonly string[],
  tables: readonly StateTable[] = STATE_TABLES,
): NamespaceState {
  const links = namespace.links.all();
  const table = <T>(name: StateTable, read: () => readonly T[]): readonly T[] =>
    tables.includes(name) ? read() : NONE;
  return {
    namespace: ref,
    inode: namespace.identity.inode,
    identity: namespace.identity,
    links: links.map(linkPicture),
    addresses: table('addresses', () => links.flatMap(addresses)),
    routes: table('routes', () => routePictures(namespace.routes.all())),
    rules: table('rules', () => namespace.rules.all()),
    neighbours: table('neighbours', () => links.flatMap(neighbours)),
    fdb: table('fdb', () => links.flatMap(fdb)),
    sysctls: sysctls(namespace, sysctlKeys),
  };
}

function addresses(link: Link): readonly AddressState[] {
  const { inet, inet6 } = link;
  if (inet.length === 0 && inet6.length === 0) return NONE;
  const pictures: AddressState[] = [];
  for (const address of inet) pictures.push(addressPicture(link, 'inet', address));
  for (const address of inet6) pictures.push(addressPicture(link, 'inet6', address));
  return pictures;
}

/** IPv4 by RFC 5771, IPv6 by RFC 4291: entries for multicast are the kernel's own affair. */
const MULTICAST = /^(?:22[4-9]|23\d)\.|^ff/;

function neighbours(link: Link): readonly NeighbourState[] {
  if (link.neighbours.size === 0) return NONE;
  const shown = [...link.neighbours.values()].filter(
    ({ address, state }) => state !== 'none' && !MULTICAST.test(address),
  );
  return shown.map(({ family, address, mac, state, proxy, router }) => ({
    link: link.name,
    ifindex: link.ifindex,
    family,
    address,
    ...(mac === undefined ? {} : { mac }),
    state,
    ...(proxy ? { proxy } : {}),
    ...(router ? { router } : {}),
  }));
}

function fdb(link: Link): readonly FdbState[] {
  if (link.master === undefined && link.fdb.length === 0 && link.children.size === 0) return NONE;
  const own = link.master?.isBridge === true ? [ownEntry(link)] : [];
  return [...own, ...link.fdb, ...entriesFromAbove(link)].map(({ mac, owner, state, vlan, destination }) => ({
    link: link.name,
    ifindex: link.ifindex,
    mac,
    owner,
    // A device keeps no more than the address.
    state: owner === 'self' ? 'permanent' : state,
    ...(vlan === undefined ? {} : { vlan }),
    ...(destination === undefined ? {} : { destination }),
  }));
}

/** The MAC of a port is for the bridge itself. */
function ownEntry({ mac }: Link): FdbEntry {
  return { mac, owner: 'master', state: 'permanent', vlan: undefined, destination: undefined };
}

function sysctls(namespace: NetworkNamespace, keys: readonly string[]): { readonly [key: string]: string } {
  const values: Record<string, string> = {};
  for (const key of keys) {
    const value = findSysctl(namespace, key);
    if (value !== undefined) values[key] = value;
  }
  return values;
}
