import { namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import type { Operation } from './operation.js';

/** A link by name in its namespace, as a key: names hold no `/`, so the last one parts them. */
export function linkKey(namespace: NamespaceRef, name: string): string {
  return `${namespaceKey(namespace)}/${name}`;
}

/** The links that an operation makes, as keys. */
export function madeLinks(operation: Operation): readonly string[] {
  if (operation.op === 'link.set') {
    const { name = operation.name, namespace } = operation.changes;
    if (namespace !== undefined) return [linkKey(namespace, name)];
    return operation.changes.name === undefined ? [] : [linkKey(operation.namespace, name)];
  }
  if (operation.op !== 'link.add') return [];
  const own = linkKey(operation.namespace, operation.name);
  return operation.kind === 'veth' ? [own, linkKey(operation.data.peer.namespace, operation.data.peer.name)] : [own];
}

/** The links that must be there before the operation, as keys. */
export function neededLinks(operation: Operation): readonly string[] {
  const here = (name: string | null | undefined): string[] =>
    typeof name === 'string' ? [linkKey(operation.namespace, name)] : [];
  switch (operation.op) {
    case 'link.add': {
      const master = here(operation.master);
      if (operation.kind === 'veth') {
        const { peer } = operation.data;
        return peer.master === undefined ? master : [...master, linkKey(peer.namespace, peer.master)];
      }
      return 'parent' in operation.data
        ? [...master, linkKey(operation.data.parentNamespace, operation.data.parent)]
        : master;
    }
    case 'link.set':
      return [...here(operation.name), ...here(operation.changes.master)];
    case 'link.delete':
      return here(operation.name);
    case 'route.add':
    case 'route.replace':
    case 'route.delete':
      return [...here(operation.dev), ...(operation.nextHops ?? []).flatMap(({ dev }) => here(dev))];
    default:
      return 'link' in operation ? here(operation.link) : [];
  }
}

/** The namespaces that an operation happens in, as keys, its own first. */
export function touchedNamespaces(operation: Operation): readonly string[] {
  const own = namespaceKey(operation.namespace);
  if (operation.op === 'link.set' && operation.changes.namespace !== undefined) {
    return [own, namespaceKey(operation.changes.namespace)];
  }
  if (operation.op !== 'link.add') return [own];
  if (operation.kind === 'veth') return [own, namespaceKey(operation.data.peer.namespace)];
  return 'parentNamespace' in operation.data ? [own, namespaceKey(operation.data.parentNamespace)] : [own];
}

/** Operations that take a name away or give it to another link: nothing crosses them when operations are ordered. */
export function isBarrier(operation: Operation): boolean {
  if (operation.op === 'link.delete' || operation.op === 'namespace.delete' || operation.op === 'namespace.set')
    return true;
  return (
    operation.op === 'link.set' && (operation.changes.name !== undefined || operation.changes.namespace !== undefined)
  );
}
