import { randomInt } from 'node:crypto';
import type { LinkAttributes } from '../operation/link-attributes.js';
import type { LinkAdd } from '../operation/link-operation.js';
import type { KernelOperation, Operation } from '../operation/operation.js';
import type { NextHop } from '../operation/route-operation.js';
import type { Pieces } from '../plan/breather.js';
import type { NetworkState } from '../state/network-state.js';
import { namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import { LinkDirectory, type NamedLink } from './link-directory.js';
import { macSource } from './mac-source.js';

/** Our indexes are at or above this: the kernel's own counter never comes near it. */
const FIRST_INDEX = 2 ** 30;
const LAST_INDEX = 2 ** 31 - 1;

/**
 * Gives every link that the operations make an index of ours, and a hardware address where the kind allows that without
 * side effects; and every operation the index of each link that it names. From here on nothing is looked up by a name that
 * somebody else may have taken meanwhile.
 *
 * @param moveIndex - A link that is moved can be given an index, where its own is taken.
 */
export function* identifying(
  operations: readonly Operation[],
  before: NetworkState,
  moveIndex: boolean,
): Pieces<Operation[]> {
  const directory = new LinkDirectory(before, operations.some(isMove));
  const mac = macSource();
  let next = freeBlock(countLinks(operations), before);
  const result: Operation[] = [];
  for (const operation of operations) {
    yield;
    if (operation.op === 'dhcp.acquire') {
      result.push(operation);
      continue;
    }
    const known = operation.op === 'link.add' ? born(operation, () => next++, mac) : operation;
    const named = indexed(known, directory);
    const identified = moveIndex ? arriving(named, directory, () => next++) : named;
    directory.follow(identified);
    result.push(identified);
  }
  return result;
}

function isMove(operation: Operation): boolean {
  return operation.op === 'link.set' && operation.changes.namespace !== undefined;
}

function countLinks(operations: readonly Operation[]): number {
  let count = 0;
  for (const operation of operations) {
    if (operation.op === 'link.add') count += 2;
    else if (isMove(operation)) count += 1;
  }
  return count;
}

/** A random block of consecutive indexes that no namespace of the transaction uses. Consecutive ones cost the kernel less. */
function freeBlock(size: number, { namespaces }: NetworkState): number {
  for (;;) {
    const first = randomInt(FIRST_INDEX, LAST_INDEX - size);
    const inBlock = ({ ifindex }: { readonly ifindex: number }): boolean => ifindex >= first && ifindex < first + size;
    if (!namespaces.some(({ links }) => links.some(inBlock))) return first;
  }
}

/**
 * A link whose index is taken where it is moved to gets one of ours there, so that it is known again; one that comes home
 * gets back the one that it had there.
 */
function arriving(operation: KernelOperation, directory: LinkDirectory, index: () => number): KernelOperation {
  if (operation.op !== 'link.set' || operation.ifindex === undefined) return operation;
  const { namespace } = operation.changes;
  if (namespace === undefined) return operation;
  const home = directory.find(operation.namespace, operation.name)?.home;
  const own = home?.namespace === namespaceKey(namespace) ? home.ifindex : undefined;
  const wanted = own === undefined || directory.isTaken(namespace, own) ? operation.ifindex : own;
  const namespaceIndex = directory.isTaken(namespace, wanted) ? index() : wanted;
  if (namespaceIndex === operation.ifindex) return operation;
  return { ...operation, changes: { ...operation.changes, namespaceIndex } };
}

function born(operation: LinkAdd, index: () => number, mac: () => string): LinkAdd {
  const ifindex = operation.ifindex ?? index();
  if (operation.kind === 'veth') {
    const { peer } = operation.data;
    const end = { ...peer, ifindex: peer.ifindex ?? index(), mac: peer.mac ?? mac() };
    return { ...operation, ifindex, mac: operation.mac ?? mac(), data: { ...operation.data, peer: end } };
  }
  const named = { ...operation, ifindex };
  // A bridge would be pinned to it, and passthru would give it to the parent.
  const mayHave = 'mode' in named.data && named.data.mode !== 'passthru';
  return mayHave && named.mac === undefined ? { ...named, mac: mac() } : named;
}

/** The operation with the index of every link that it names, as far as they are there. */
function indexed(operation: KernelOperation, directory: LinkDirectory): KernelOperation {
  const { namespace } = operation;
  switch (operation.op) {
    case 'link.add':
      return indexedAdd(operation, directory);
    case 'link.set': {
      const link = directory.find(namespace, operation.name);
      const changes = withMaster(operation.changes, namespace, directory);
      if (!link || operation.ifindex !== undefined) return { ...operation, changes };
      return { ...operation, ...indexOf(link), kind: link.kind, changes };
    }
    case 'link.delete': {
      const link = operation.ifindex === undefined ? directory.find(namespace, operation.name) : undefined;
      return { ...operation, ...indexOf(link) };
    }
    case 'route.add':
    case 'route.replace':
    case 'route.delete': {
      const { nextHops } = operation;
      const own = withDevice(operation, namespace, directory);
      if (nextHops === undefined) return own;
      return { ...own, nextHops: nextHops.map((hop) => withDevice(hop, namespace, directory)) };
    }
    default: {
      if (!('link' in operation) || operation.ifindex !== undefined) return operation;
      const link = directory.find(namespace, operation.link);
      return link?.ifindex === undefined ? operation : { ...operation, ifindex: link.ifindex };
    }
  }
}

function indexOf(link: NamedLink | undefined): Pick<NamedLink, 'ifindex'> {
  return link?.ifindex === undefined ? {} : { ifindex: link.ifindex };
}

function indexedAdd(operation: LinkAdd, directory: LinkDirectory): LinkAdd {
  const own = withMaster(operation, operation.namespace, directory);
  if (own.kind === 'veth') {
    const { peer } = own.data;
    const known = withMaster(peer, peer.namespace, directory);
    return known === peer ? own : { ...own, data: { ...own.data, peer: known } };
  }
  if (!('parentNamespace' in own.data) || own.data.parentIndex !== undefined) return own;
  const link = directory.find(own.data.parentNamespace, own.data.parent);
  if (link?.ifindex === undefined) return own;
  return { ...own, data: { ...own.data, parentIndex: link.ifindex } } as LinkAdd;
}

function withMaster<A extends Pick<LinkAttributes, 'masterIndex'> & { readonly master?: string | null }>(
  link: A,
  namespace: NamespaceRef,
  directory: LinkDirectory,
): A {
  if (typeof link.master !== 'string' || link.masterIndex !== undefined) return link;
  const master = directory.find(namespace, link.master);
  return master?.ifindex === undefined ? link : { ...link, masterIndex: master.ifindex };
}

function withDevice<H extends NextHop>(hop: H, namespace: NamespaceRef, directory: LinkDirectory): H {
  if (hop.dev === undefined || hop.devIndex !== undefined) return hop;
  const link = directory.find(namespace, hop.dev);
  return link?.ifindex === undefined ? hop : { ...hop, devIndex: link.ifindex };
}
