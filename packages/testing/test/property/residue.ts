import { RollbackError, type KernelOperation, type Operation } from '@netloom/core';
import { carriedOut, type Stage } from './scene.js';

/** What a commit that is undone may leave different (docs/rollback.md): facts that begin with one of these. */
export function isResidue(operations: readonly Operation[]): (difference: string) => boolean {
  const expressions = operations.flatMap((operation): RegExp[] => {
    // A namespace that was deleted is another one when it is made again; of its parameters only those named come back.
    if (operation.op === 'namespace.set') {
      return [new RegExp(`^${operation.namespace}: inode `), new RegExp(`^${operation.namespace} sysctl `)];
    }
    return [];
  });
  // A bridge that lost its last port has none, and can be given none again.
  expressions.push(/ link \d+ mac: "00:00:00:00:00:00" → /);
  return (difference) => expressions.some((expression) => expression.test(difference));
}

/**
 * Whether all that could not be put back could not be made in the network as it was before either, or not in the one that
 * others have made of it.
 */
export function isImpossible(error: unknown, stage: Stage, others: readonly KernelOperation[] = []): boolean {
  if (!(error instanceof RollbackError) || error.residue.length === 0) return false;
  return error.residue.every(({ operation }) => {
    if (operation.op !== 'route.add') return false;
    const { append: _append, ...route } = operation;
    const kernel = stage.kernel();
    const withoutIt: KernelOperation = { ...route, op: 'route.delete' };
    if (!carriedOut(kernel, withoutIt)) return false;
    for (const each of others) carriedOut(kernel, each);
    return !carriedOut(kernel, operation);
  });
}
