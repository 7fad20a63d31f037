import { sysctlKey } from '@netloom/core';

/** The file of a parameter, as seen from the namespace that reads or writes it. */
export function sysctlPath(key: string): string {
  return `/proc/sys/${sysctlKey(key)}`;
}
