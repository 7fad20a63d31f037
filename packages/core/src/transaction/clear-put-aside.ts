import type { Outcome } from '../driver/driver.js';
import type { Residue } from '../error/rollback-error.js';
import type { KernelOperation } from '../operation/operation.js';
import { describeNamespace } from '../value/namespace-ref.js';
import { commandOf } from './failure.js';
import type { BackOptions } from './go-back.js';

/**
 * A namespace is put aside by making a file, mounting it there, and unmounting it here. Cut off after the first, an empty
 * file is left, which no driver takes for a namespace. Gives those that could not be removed.
 */
export async function clearPutAside({
  driver,
  footprint,
  phase,
}: Pick<BackOptions, 'driver' | 'footprint' | 'phase'>): Promise<readonly Residue[]> {
  const asides = [...footprint.namespacesDeleted.values()].filter((aside) => aside !== undefined);
  if (asides.length === 0) return [];
  const left: Residue[] = [];
  for (const namespace of await withoutNamespace(asides, driver)) {
    const operation: KernelOperation = { op: 'namespace.delete', namespace };
    const applied = driver.apply([operation], {
      after: [[]],
      signal: new AbortController().signal,
      phase,
      onOutcome: () => undefined,
    });
    // A driver that rejects here has rejected all that mattered before, and that is told.
    const failure = await applied.then(
      ({ outcomes }) => failureOf(outcomes[0]),
      () => undefined,
    );
    if (failure === undefined) continue;
    const reason = `the file of ${describeNamespace(namespace)} may be left: ${failure}`;
    left.push({ operation, reason, command: commandOf(operation) });
  }
  return left;
}

/** Those that no namespace has as its name; none, where that cannot be found out: one may be the namespace itself. */
async function withoutNamespace(names: readonly string[], driver: BackOptions['driver']): Promise<readonly string[]> {
  try {
    const { namespaces } = await driver.read({ namespaces: names });
    return names.filter((name) => !namespaces.some(({ namespace }) => namespace === name));
  } catch {
    return [];
  }
}

/** Where there is not even a file, all is well. */
function failureOf(outcome: Outcome | undefined): string | undefined {
  return outcome?.status === 'failed' && outcome.errno !== 'ENOENT'
    ? (outcome.kernelMessage ?? outcome.errno)
    : undefined;
}
