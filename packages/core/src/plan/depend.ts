import { isBarrier, linkKey, madeLinks, neededLinks, touchedNamespaces } from '../operation/mentioned-links.js';
import type { Operation } from '../operation/operation.js';
import { namespaceKey } from '../value/namespace-ref.js';

/**
 * For each operation the earlier ones that must be done before it. Adds of links wait only for what they name, so that
 * pods beside each other are made side by side; everything else in a namespace keeps its order.
 */
export function depend(operations: readonly Operation[]): number[][] {
  const made = new Map<string, number>();
  const lastOfLink = new Map<string, number>();
  const lastIn = new Map<string, number>();
  const sinceBarrier = new Map<string, number[]>();
  const barrierIn = new Map<string, number>();

  return operations.map((operation, index) => {
    const after = new Set<number>();
    const need = (earlier: number | undefined): void => {
      if (earlier !== undefined) after.add(earlier);
    };
    const namespaces = touchedNamespaces(operation);
    const barrier = isBarrier(operation);
    for (const key of namespaces) {
      need(made.get(key));
      need(barrierIn.get(key));
      if (barrier) for (const earlier of sinceBarrier.get(key) ?? []) after.add(earlier);
    }
    for (const key of neededLinks(operation)) need(lastOfLink.get(key));
    const own = namespaceKey(operation.namespace);
    if (operation.op !== 'link.add' && operation.op !== 'namespace.add') {
      need(lastIn.get(own));
      lastIn.set(own, index);
    }

    if (operation.op === 'namespace.add') made.set(own, index);
    for (const key of madeLinks(operation)) lastOfLink.set(key, index);
    if ('link' in operation) lastOfLink.set(linkKey(operation.namespace, operation.link), index);
    else if (operation.op === 'link.set') lastOfLink.set(linkKey(operation.namespace, operation.name), index);
    for (const key of namespaces) {
      if (barrier) {
        barrierIn.set(key, index);
        sinceBarrier.set(key, []);
      } else {
        const list = sinceBarrier.get(key);
        if (list) list.push(index);
        else sinceBarrier.set(key, [index]);
      }
    }
    return [...after];
  });
}
