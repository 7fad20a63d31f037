import { statSync } from 'node:fs';
import type { Outcome } from '../driver/driver.js';
import type { Residue } from '../error/rollback-error.js';
import type { KernelOperation } from '../operation/operation.js';
import { describeNamespace } from '../value/namespace-ref.js';
import { commandOf } from './failure.js';
import type { BackOptions } from './go-back.js';

/** Where named namespaces are (ip-netns(8)). */
const NAMESPACES = '/run/netns';

type Place = Pick<BackOptions, 'driver' | 'since' | 'phase'>;

/** Clears the names that a namespace was to be made, put aside or removed under, when nothing is left to be done. */
export async function clearPutAside(options: Place & Pick<BackOptions, 'footprint'>): Promise<readonly Residue[]> {
  const { namespacesMade, namespacesDeleted } = options.footprint;
  const asides = [...namespacesDeleted.values()].filter((aside) => aside !== undefined);
  return await clearNames([...asides, ...namespacesMade], options);
}

/**
 * A named namespace is a file that a namespace is mounted on. Cut off between the two, an empty file is left, which no
 * driver takes for a namespace, and which is in the way of the next of that name. Removes those that are not older than
 * the transaction; gives those that could not be removed.
 */
export async function clearNames(names: readonly string[], options: Place): Promise<readonly Residue[]> {
  const { driver, phase } = options;
  const left: Residue[] = [];
  for (const namespace of await withoutNamespace(suspects(names, options), driver)) {
    const operation: KernelOperation = { op: 'namespace.delete', namespace };
    const applied = driver.apply([operation], {
      after: [[]],
      signal: new AbortController().signal,
      phase,
      onOutcome: () => undefined,
    });
    const failure = await applied.then(({ outcomes }) => failureOf(outcomes[0]), String);
    if (failure === undefined) continue;
    const reason = `the file of ${describeNamespace(namespace)} is left: ${failure}`;
    left.push({ operation, reason, command: commandOf(operation) });
  }
  return left;
}

/** Names that have a file which is not older than the transaction. */
function suspects(names: readonly string[], { driver, since }: Place): readonly string[] {
  if (!driver.durable) return [];
  return names.filter((name) => {
    const file = statSync(`${NAMESPACES}/${name}`, { throwIfNoEntry: false });
    return file !== undefined && file.mtimeMs >= since;
  });
}

/** Those that no namespace has as its name; none, where that cannot be found out: one may be the namespace itself. */
async function withoutNamespace(names: readonly string[], driver: BackOptions['driver']): Promise<readonly string[]> {
  if (names.length === 0) return [];
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
