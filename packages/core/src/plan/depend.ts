import { isBarrier, linkKey, madeLinks, neededLinks, touchedNamespaces } from '../operation/mentioned-links.js';
import type { Operation } from '../operation/operation.js';
import { atOnce, type Pieces } from './breather.js';
import { namespaceKey } from '../value/namespace-ref.js';

/**
 * For each operation the earlier ones that must be done before it. Adds of links wait only for what they name, so that
 * pods beside each other are made side by side; everything else in a namespace keeps its order.
 */
export function depend(operations: readonly Operation[]): number[][] {
  return atOnce(depending(operations));
}

/** The same, operation by operation. */
export function* depending(operations: readonly Operation[]): Pieces<number[][]> {
  const dependences: number[][] = [];
  const made = new Map<string, number>();
  const lastOfLink = new Map<string, number>();
  const lastIn = new Map<string, number>();
  const barriers = operations.some(isBarrier);
  const sinceBarrier = new Map<string, number[]>();
  const barrierIn = new Map<string, number>();

  for (const [index, operation] of operations.entries()) {
    yield;
    const after: number[] = [];
    const namespaces = touchedNamespaces(operation);
    const barrier = barriers && isBarrier(operation);
    for (const key of namespaces) {
      need(after, made.get(key));
      need(after, barrierIn.get(key));
    }
    for (const key of neededLinks(operation)) need(after, lastOfLink.get(key));
    const own = namespaceKey(operation.namespace);
    if (operation.op !== 'link.add' && operation.op !== 'namespace.add') {
      need(after, lastIn.get(own));
      lastIn.set(own, index);
    }
    const all = barrier ? [...new Set([...after, ...namespaces.flatMap((key) => sinceBarrier.get(key) ?? [])])] : after;

    if (operation.op === 'namespace.add') made.set(own, index);
    for (const key of madeLinks(operation)) lastOfLink.set(key, index);
    if ('link' in operation) lastOfLink.set(linkKey(operation.namespace, operation.link), index);
    else if (operation.op === 'link.set') lastOfLink.set(linkKey(operation.namespace, operation.name), index);
    for (const key of barriers ? namespaces : []) {
      if (barrier) {
        barrierIn.set(key, index);
        sinceBarrier.set(key, []);
      } else {
        const list = sinceBarrier.get(key);
        if (list) list.push(index);
        else sinceBarrier.set(key, [index]);
      }
    }
    dependences.push(all);
  }
  return dependences;
}

/** Adds an earlier operation to the few that are waited for. */
function need(after: number[], earlier: number | undefined): void {
  if (earlier !== undefined && !after.includes(earlier)) after.push(earlier);
}
