import { existsSync } from 'node:fs';

/**
 * Kinds whose modules put links into the host as soon as they are loaded (`numdummies`, `numifbs`, `max_bonds` of
 * modinfo(8)), and the modules: the kernel loads one by itself when a link of its kind is asked for.
 */
const MODULES: ReadonlyMap<string, string> = new Map([
  ['dummy', 'dummy'],
  ['ifb', 'ifb'],
  ['bond', 'bonding'],
]);

/** Whether the kind is one of those. */
export function isTriedOnDemand(kind: string): boolean {
  return MODULES.has(kind);
}

/**
 * Whether a driver may find out by trying whether the kernel knows a kind of link: not where that would make links that
 * nobody asked for.
 *
 * @param wanted - Kinds that links are about to be made of.
 */
export function mayTryKind(
  kind: string,
  wanted: readonly string[],
  exists: (path: string) => boolean = existsSync,
): boolean {
  const module = MODULES.get(kind);
  // What is built in has its parameters there as well.
  return module === undefined || wanted.includes(kind) || exists(`/sys/module/${module}`);
}
