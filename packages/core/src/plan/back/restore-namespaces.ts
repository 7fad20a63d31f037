import type { KernelOperation } from '../../operation/operation.js';
import { describeNamespace } from '../../value/namespace-ref.js';
import type { BackContext, BackStep } from './back-step.js';

/**
 * Namespaces that the transaction deleted: those that were put aside get their names back, whole as they are; what was
 * destroyed already is made again, empty, and filled by the passes after this one.
 */
export function restoreNamespaces({ footprint, before, current, meanwhile }: BackContext): BackStep[] {
  const steps: BackStep[] = [];
  for (const [name, aside] of footprint.namespacesDeleted) {
    if (meanwhile.hasAnother(name)) {
      const reason = `${describeNamespace(name)} is another one, which was made since`;
      steps.push({ pass: 'namespaces', operation: { op: 'namespace.delete', namespace: name }, reason, foreign: true });
    }
    if (!before.namespace(name)) continue;
    const step = (operation: KernelOperation, reason: string): void => {
      steps.push({ pass: 'namespaces', operation, reason });
    };
    const there = current.namespace(name);
    const put = aside === undefined ? undefined : current.namespace(aside);
    if (there && put && aside !== undefined) {
      // Cut off between the two halves of a rename: one namespace with two names.
      if (there.identity.inode === put.identity.inode) {
        step({ op: 'namespace.delete', namespace: aside }, `${describeNamespace(name)} has a second name`);
      }
    } else if (put && aside !== undefined) {
      step({ op: 'namespace.set', namespace: aside, changes: { name } }, `${describeNamespace(name)} is put aside`);
    } else if (!there) {
      step({ op: 'namespace.add', namespace: name }, `${describeNamespace(name)} is gone`);
    }
  }
  return steps;
}
