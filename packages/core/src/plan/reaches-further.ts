import type { RecordedCall } from '../builder/recorded-call.js';

/** Calls that may change links in namespaces that the chain does not name: peers and children of what they touch. */
const REACHING: ReadonlySet<string> = new Set(['link', 'move', 'delete', 'deleteNamespace']);

/** Whether a chain can only be planned with every namespace in view. */
export function reachesFurther(calls: readonly RecordedCall[]): boolean {
  return calls.some(({ method }) => REACHING.has(method));
}
