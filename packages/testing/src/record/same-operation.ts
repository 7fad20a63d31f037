import type { KernelOperation } from '@netloom/core';

/** Chosen anew by every process, or by the kernel: the names beside them say the same. */
const CHOSEN: ReadonlySet<string> = new Set(['ifindex', 'masterIndex', 'parentIndex', 'devIndex', 'namespaceIndex']);

/** Whether two operations ask for the same, whatever indexes and MACs were chosen for it. */
export function isSameOperation(a: KernelOperation, b: KernelOperation): boolean {
  return essence(a) === essence(b);
}

/** An operation without what is chosen, its fields in order, as text. */
export function essence(operation: KernelOperation): string {
  return JSON.stringify(operation, (key, value: unknown) => {
    // A new link has a MAC of core's choice where nobody asks for one.
    if (CHOSEN.has(key) || (key === 'mac' && operation.op === 'link.add')) return undefined;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}
