import type { KernelOperation, NamespaceRef } from '@netloom/core';

/** The same operation in namespaces of other names, so that many networks can stand side by side. */
export function renamed(operation: KernelOperation, prefix: string): KernelOperation {
  const name = <R extends NamespaceRef>(ref: R): R | string => (typeof ref === 'string' ? `${prefix}${ref}` : ref);
  const there = { ...operation, namespace: name(operation.namespace) } as KernelOperation;
  if (there.op !== 'link.add') return there;
  if (there.kind === 'veth') {
    const { peer } = there.data;
    return { ...there, data: { ...there.data, peer: { ...peer, namespace: name(peer.namespace) } } };
  }
  if (there.kind !== 'macvlan') return there;
  return { ...there, data: { ...there.data, parentNamespace: name(there.data.parentNamespace) } };
}
