import { statSync } from 'node:fs';
import type { Outcome } from '../driver/driver.js';
import type { Residue } from '../error/rollback-error.js';
import type { KernelOperation } from '../operation/operation.js';
import { describeNamespace } from '../value/namespace-ref.js';
import { commandOf } from './failure.js';
import type { BackOptions } from './go-back.js';

/** Where named namespaces are (ip-netns(8)). */
const NAMESPACES = '/run/netns';

/**
 * A named namespace is a file that a namespace is mounted on. Cut off between the two, an empty file is left, which no
 * driver takes for a namespace, and which is in the way of the next of that name. Gives those that could not be removed.
 */
export async function clearPutAside(
  options: Pick<BackOptions, 'driver' | 'footprint' | 'identities' | 'since' | 'phase'>,
): Promise<readonly Residue[]> {
  const { driver, phase } = options;
  const left: Residue[] = [];
  for (const namespace of await withoutNamespace(suspects(options), driver)) {
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

/** Names that have a file which is not older than the transaction, and of which it is not known what became of them. */
function suspects({
  driver,
  footprint: { namespacesMade, namespacesDeleted },
  identities,
  since,
}: Pick<BackOptions, 'driver' | 'footprint' | 'identities' | 'since'>): readonly string[] {
  if (!driver.durable) return [];
  const asides = [...namespacesDeleted.values()].filter((aside) => aside !== undefined);
  const made = [...namespacesMade].filter((name) => !identities.has(name));
  return [...asides, ...made].filter((name) => {
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
