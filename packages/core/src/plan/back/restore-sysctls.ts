import { describeNamespace, namespaceFromKey } from '../../value/namespace-ref.js';
import type { BackContext, BackStep } from './back-step.js';

/** Parameters that the transaction wrote, and those that followed. Links must have their names again by then. */
export function restoreSysctls({ footprint, before, current }: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  for (const [namespaceText, keys] of footprint.sysctls) {
    const namespace = namespaceFromKey(namespaceText);
    const was = before.namespace(namespace);
    const now = current.namespace(namespace);
    if (!was || !now) continue;
    // Written ones before those that follow from them, or they would be overwritten.
    for (const [key, written] of [...keys].toSorted(([, a], [, b]) => b.size - a.size)) {
      const value = was.sysctls.get(key);
      const actual = now.sysctls.get(key);
      if (value === undefined || actual === undefined || value === actual) continue;
      steps.push({
        pass: 'links',
        operation: { op: 'sysctl.set', namespace, key, value },
        reason: `${key} in ${describeNamespace(namespace)} is ${actual} instead of ${value}`,
        ...(written.size > 0 && !written.has(actual) ? { foreign: true } : {}),
      });
    }
  }
  return steps;
}
