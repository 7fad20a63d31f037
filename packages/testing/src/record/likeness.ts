import type { KernelOperation } from '@netloom/core';

/** Chosen anew by every process, or by the kernel: the names beside them say the same. */
const CHOSEN: ReadonlySet<string> = new Set(['ifindex', 'masterIndex', 'parentIndex', 'devIndex', 'namespaceIndex']);

/** The bit of a MAC that says that nobody gave it out: somebody chose it (IEEE 802, bit 1 of the first byte). */
const LOCAL = 0x02;

/**
 * Tells whether operations ask for the same as recorded ones, whatever indexes and MACs were chosen for it. A MAC that was
 * chosen stands for another one from the first time on that they are in the same place.
 */
export class Likeness {
  readonly #macs = new Map<string, string>();

  isSame(recorded: KernelOperation, asked: KernelOperation): boolean {
    const [one, other] = [takenApart(recorded), takenApart(asked)];
    if (one.text !== other.text) return false;
    return one.macs.every((mac, index) => this.#standsFor(mac, other.macs[index] ?? ''));
  }

  #standsFor(recorded: string, asked: string): boolean {
    const known = this.#macs.get(recorded);
    if (known !== undefined) return known === asked;
    if (recorded !== asked && !(isChosen(recorded) && isChosen(asked))) return false;
    this.#macs.set(recorded, asked);
    return true;
  }
}

function isChosen(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & LOCAL) !== 0;
}

/** An operation as text, its fields in order, without indexes; and the MACs that were in it. */
function takenApart(operation: KernelOperation): { readonly text: string; readonly macs: readonly string[] } {
  const macs: string[] = [];
  const text = JSON.stringify(operation, (key, value: unknown) => {
    if (CHOSEN.has(key)) return undefined;
    if (key === 'mac' && typeof value === 'string') return macs.push(value);
    return inOrder(value);
  });
  return { text, macs };
}

/** An operation without indexes, for people. */
export function essence(operation: KernelOperation): string {
  return JSON.stringify(operation, (key, value: unknown) => (CHOSEN.has(key) ? undefined : inOrder(value)));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
