import { randomBytes, randomInt } from 'node:crypto';
import type { LinkAttributes } from '../operation/link-attributes.js';
import type { LinkAdd } from '../operation/link-operation.js';
import type { KernelOperation, Operation } from '../operation/operation.js';
import type { NextHop } from '../operation/route-operation.js';
import { applyEffect } from '../state/effect/apply-effect.js';
import type { NamespaceModel } from '../state/namespace-model.js';
import { NetworkModel } from '../state/network-model.js';
import type { NetworkState } from '../state/network-state.js';

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
export function identify(operations: readonly Operation[], before: NetworkState, moveIndex: boolean): Operation[] {
  const model = NetworkModel.from(before);
  let next = freeBlock(countLinks(operations), before);
  return operations.map((operation) => {
    if (operation.op === 'dhcp.acquire') return operation;
    const known = operation.op === 'link.add' ? born(operation, () => next++) : operation;
    const identified = arriving(indexed(known, model), model, () => (moveIndex ? next++ : undefined));
    applyEffect(model, identified);
    return identified;
  });
}

function countLinks(operations: readonly Operation[]): number {
  let count = 0;
  for (const operation of operations) {
    if (operation.op === 'link.add') count += 2;
    else if (operation.op === 'link.set' && operation.changes.namespace !== undefined) count += 1;
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

/** A link whose index is taken where it is moved to gets one of ours there, so that it is known again. */
function arriving(operation: KernelOperation, model: NetworkModel, index: () => number | undefined): KernelOperation {
  if (operation.op !== 'link.set' || operation.changes.namespace === undefined || operation.ifindex === undefined)
    return operation;
  if (model.namespace(operation.changes.namespace)?.links.has(operation.ifindex) !== true) return operation;
  const namespaceIndex = index();
  return namespaceIndex === undefined ? operation : { ...operation, changes: { ...operation.changes, namespaceIndex } };
}

function born(operation: LinkAdd, index: () => number): LinkAdd {
  const named = { ...operation, ifindex: operation.ifindex ?? index() };
  if (named.kind === 'veth') {
    const { peer } = named.data;
    const end = { ...peer, ifindex: peer.ifindex ?? index(), mac: peer.mac ?? randomMac() };
    return { ...named, mac: named.mac ?? randomMac(), data: { ...named.data, peer: end } };
  }
  // A bridge would be pinned to it, and passthru would give it to the parent.
  const mayHave = 'mode' in named.data && named.data.mode !== 'passthru';
  return mayHave && named.mac === undefined ? { ...named, mac: randomMac() } : named;
}

/** Locally administered, unicast (IEEE 802, section 8.4). */
function randomMac(): string {
  const bytes = randomBytes(6);
  bytes[0] = ((bytes[0] ?? 0) & 0xfc) | 0x02;
  return bytes.toString('hex').replaceAll(/..(?!$)/g, '$&:');
}

/** The operation with the index of every link that it names, as far as they are there. */
export function indexed(operation: KernelOperation, model: NetworkModel): KernelOperation {
  const here = model.namespace(operation.namespace);
  switch (operation.op) {
    case 'link.add':
      return indexedAdd(operation, model, here);
    case 'link.set': {
      const link = here?.find(operation.name, operation.ifindex);
      return {
        ...operation,
        ...(link ? { ifindex: link.ifindex, kind: link.kind } : {}),
        changes: withMaster(operation.changes, here),
      };
    }
    case 'link.delete': {
      const link = here?.find(operation.name, operation.ifindex);
      return link ? { ...operation, ifindex: link.ifindex } : operation;
    }
    case 'route.add':
    case 'route.replace':
    case 'route.delete': {
      const { nextHops } = operation;
      const own = withDevice(operation, here);
      return nextHops === undefined ? own : { ...own, nextHops: nextHops.map((hop) => withDevice(hop, here)) };
    }
    default: {
      if (!('link' in operation)) return operation;
      const link = here?.find(operation.link, operation.ifindex);
      return link ? { ...operation, ifindex: link.ifindex } : operation;
    }
  }
}

function indexedAdd(operation: LinkAdd, model: NetworkModel, here: NamespaceModel | undefined): LinkAdd {
  const own = withMaster(operation, here);
  if (own.kind === 'veth') {
    const peer = withMaster(own.data.peer, model.namespace(own.data.peer.namespace));
    return { ...own, data: { ...own.data, peer } };
  }
  if (!('parentNamespace' in own.data)) return own;
  const { parent, parentIndex, parentNamespace } = own.data;
  const link = model.namespace(parentNamespace)?.find(parent, parentIndex);
  return link ? ({ ...own, data: { ...own.data, parentIndex: link.ifindex } } as LinkAdd) : own;
}

function withMaster<A extends Pick<LinkAttributes, 'masterIndex'> & { readonly master?: string | null }>(
  link: A,
  namespace: NamespaceModel | undefined,
): A {
  if (typeof link.master !== 'string') return link;
  const master = namespace?.find(link.master, link.masterIndex);
  return master ? { ...link, masterIndex: master.ifindex } : link;
}

function withDevice<H extends NextHop>(hop: H, namespace: NamespaceModel | undefined): H {
  if (hop.dev === undefined) return hop;
  const link = namespace?.find(hop.dev, hop.devIndex);
  return link ? { ...hop, devIndex: link.ifindex } : hop;
}
