import type { KernelOperation, Operation } from '../../operation/operation.js';
import type { Footprint } from '../../plan/footprint.js';
import { namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';

/**
 * What a transaction holds from the moment that its intent is written until it ends: exclusively what it makes, sets or
 * deletes; shared what it only refers to. Two transactions wait for each other only where one holds exclusively what the
 * other holds, so that two pods on one bridge never do.
 */
export interface Ownership {
  readonly owns: readonly string[];
  readonly shares: readonly string[];
}

/** The first key that keeps two transactions apart. */
export function collision(a: Ownership, b: Ownership): string | undefined {
  const owned = new Set(b.owns);
  const shared = new Set(b.shares);
  return a.owns.find((key) => owned.has(key) || shared.has(key)) ?? a.shares.find((key) => owned.has(key));
}

/** What the operations of a transaction are about, by what it does to it. */
export function ownershipOf(operations: readonly Operation[], footprint: Footprint): Ownership {
  const owns = new Set<string>();
  const shares = new Set<string>();
  for (const name of [...footprint.namespacesMade, ...footprint.namespacesDeleted.keys()])
    owns.add(`namespace ${name}`);
  for (const { id, made, deleted, written, layer3, follows, places } of footprint.links.values()) {
    // A bridge that follows its ports is shared by all who add one.
    const changed =
      made || deleted || layer3 || written.size > 0 || [...follows].some((each) => each !== 'mac' && each !== 'mtu');
    (changed ? owns : shares).add(`link ${id}`);
    for (const { namespace } of places) shares.add(`namespace ${namespace}`);
  }
  for (const id of footprint.referred) shares.add(`link ${id}`);
  for (const [namespace, keys] of footprint.sysctls)
    for (const key of keys.keys()) owns.add(`sysctl ${namespace} ${key}`);
  for (const entry of footprint.entries.keys()) owns.add(entry);
  for (const operation of operations) {
    if (operation.op === 'dhcp.acquire') continue;
    for (const key of names(operation)) owns.add(key);
    for (const namespace of namespacesOf(operation)) shares.add(`namespace ${namespaceKey(namespace)}`);
  }
  for (const key of owns) shares.delete(key);
  return { owns: [...owns], shares: [...shares] };
}

/** The names that an operation gives links: of two that want one name, the second waits and then sees it taken. */
function names(operation: KernelOperation): string[] {
  const name = (namespace: NamespaceRef, link: string): string => `name ${namespaceKey(namespace)} ${link}`;
  if (operation.op === 'link.add') {
    const own = name(operation.namespace, operation.name);
    return operation.kind === 'veth' ? [own, name(operation.data.peer.namespace, operation.data.peer.name)] : [own];
  }
  return operation.op === 'link.set' && operation.changes.name !== undefined
    ? [name(operation.changes.namespace ?? operation.namespace, operation.changes.name)]
    : [];
}

function namespacesOf(operation: KernelOperation): NamespaceRef[] {
  if (operation.op === 'link.set' && operation.changes.namespace !== undefined)
    return [operation.namespace, operation.changes.namespace];
  if (operation.op === 'link.add' && operation.kind === 'veth')
    return [operation.namespace, operation.data.peer.namespace];
  return [operation.namespace];
}
