import type { NetworkNamespace } from '../network-namespace.js';
import { describeNamespace } from '@netloom/core';

/** Whether a packet arrives, and which way; each step is a sentence. */
export type Reachability =
  | { readonly reached: true; readonly path: readonly string[] }
  | { readonly reached: false; readonly path: readonly string[]; readonly reason: string };

/** How a namespace is called in a path. */
export function nameOf({ ref }: NetworkNamespace): string {
  return ref === undefined ? 'a namespace without a name' : describeNamespace(ref);
}
