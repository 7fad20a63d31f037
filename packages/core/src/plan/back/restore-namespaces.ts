import { describeNamespace } from '../../value/namespace-ref.js';
import type { BackContext, BackStep } from './back-step.js';

/** Namespaces that the transaction deleted, as empty ones: the passes after this one fill them. */
export function restoreNamespaces({ footprint, before, current }: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  for (const name of footprint.namespacesDeleted) {
    if (!before.namespace(name) || current.namespace(name)) continue;
    steps.push({
      pass: 'namespaces',
      operation: { op: 'namespace.add', namespace: name },
      reason: `${describeNamespace(name)} is gone`,
    });
  }
  return steps;
}
