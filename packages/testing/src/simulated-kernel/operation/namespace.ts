import type { NamespaceAdd, NamespaceDelete, NamespaceIdentity, NamespaceSet } from '@netloom/core';
import { endNamespace } from '../effect/end-namespace.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { isNamespaceName } from '../namespace-name.js';

export function addNamespace(kernel: KernelState, { namespace: name }: NamespaceAdd): NamespaceIdentity {
  if (!isNamespaceName(name)) throw new KernelError('EINVAL', undefined, 'namespace');
  if (kernel.named.has(name)) throw new KernelError('EEXIST', undefined, 'namespace');
  const namespace = kernel.newNamespace(name);
  kernel.named.set(name, namespace);
  return namespace.identity;
}

/** The name goes at once; the namespace itself lives on while a process is in it. */
export function deleteNamespace(kernel: KernelState, { namespace: name }: NamespaceDelete): void {
  const namespace = kernel.named.get(name);
  if (namespace === undefined) throw new KernelError('ENOENT', undefined, 'namespace');
  kernel.named.delete(name);
  const holder = [...kernel.processes].find(([, held]) => held === namespace);
  if (holder === undefined) endNamespace(kernel, namespace);
  else namespace.ref = { pid: holder[0] };
}

/** Another name for a namespace that stays as it is. */
export function setNamespace(kernel: KernelState, { namespace: name, changes }: NamespaceSet): void {
  const namespace = kernel.named.get(name);
  if (namespace === undefined) throw new KernelError('ENOENT', undefined, 'namespace');
  if (kernel.named.has(changes.name)) throw new KernelError('EEXIST', undefined, 'name');
  kernel.named.delete(name);
  kernel.named.set(changes.name, namespace);
  namespace.ref = changes.name;
}
