import { HOST, type Driver, type KernelOperation } from '@netloom/core';

/** A driver whose k-th operation of the first `apply` is one that the kernel refuses. */
export interface FailingDriver {
  readonly driver: Driver;
  /** How many operations the first `apply` had. */
  count(): number;
}

/** What no kernel does: delete a link that is not there. */
function refused(operation: KernelOperation): KernelOperation {
  const namespace = operation.op === 'namespace.add' ? HOST : operation.namespace;
  return { op: 'link.delete', namespace, name: 'no-such-link' };
}

/**
 * Puts an operation that fails in the place of the k-th (from 0), so that the real kernel stops the real batch there. All
 * later calls of `apply` (the rollback's) go through untouched.
 */
export function failingAt(real: Driver, k: number): FailingDriver {
  let seen: number | undefined;
  const driver: Driver = {
    name: real.name,
    durable: real.durable,
    capabilities: async (wanted) => real.capabilities(wanted),
    read: async (query) => real.read(query),
    apply: async (operations, options) => {
      if (seen !== undefined) return real.apply(operations, options);
      seen = operations.length;
      const spoilt = operations.map((operation, index) => (index === k ? refused(operation) : operation));
      return real.apply(spoilt, options);
    },
    ...(real.namespaces ? { namespaces: async () => real.namespaces?.() ?? [] } : {}),
    close: async () => undefined,
  };
  return { driver, count: () => seen ?? 0 };
}
