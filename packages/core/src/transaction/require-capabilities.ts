import type { Driver } from '../driver/driver.js';
import { UnsupportedError } from '../error/unsupported-error.js';
import type { Operation } from '../operation/operation.js';

/**
 * Asks the driver what can be done here, before anything is touched.
 *
 * @throws PermissionError where the process may do nothing of it.
 * @throws UnsupportedError where a link of a kind is asked for that the kernel does not know.
 */
export async function requireCapabilities(
  driver: Driver,
  operations: readonly Operation[],
): Promise<{ readonly moveIndex: boolean }> {
  if (operations.length === 0) return { moveIndex: false };
  const wanted = new Set(operations.flatMap((operation) => (operation.op === 'link.add' ? [operation.kind] : [])));
  const { linkKinds, moveIndex = false } = await driver.capabilities([...wanted]);
  const missing = [...wanted].filter((kind) => !linkKinds.has(kind));
  if (missing.length > 0) {
    const kinds = missing.map((kind) => `"${kind}"`).join(', ');
    throw new UnsupportedError(
      `no link of the kind ${kinds} can be made here with the driver ${driver.name}; it can make ${[...linkKinds].join(', ')}`,
    );
  }
  return { moveIndex };
}
