import type { Operation } from '../../operation/operation.js';
import { namespaceKey } from '../../value/namespace-ref.js';
import type { BackContext } from './back-step.js';
import { findLink } from './find-link.js';
import { isMadeNamespace } from './made-namespace.js';

/**
 * The operations whose links and namespaces are not there any more, though the transaction itself did not delete them.
 *
 * @param operations - Those that were done.
 */
export function vanished(context: BackContext, operations: readonly Operation[]): readonly Operation[] {
  const { footprint, current } = context;
  const missing = new Set<string>();
  for (const link of footprint.links.values()) {
    const [place] = link.places;
    if (link.made && !link.deleted && link.kind !== 'loopback' && place && !findLink(current, link))
      missing.add(`${place.namespace}/${place.ifindex}`);
  }
  return operations.filter((operation) => {
    if (operation.op === 'namespace.add') {
      const { namespace: name } = operation;
      // Another of its name is not it.
      const there = current.namespace(name);
      const isOurs = there !== undefined && isMadeNamespace(there, name, context);
      return !footprint.namespacesDeleted.has(name) && !isOurs;
    }
    return operation.op === 'link.add' && missing.has(`${namespaceKey(operation.namespace)}/${operation.ifindex ?? 0}`);
  });
}
