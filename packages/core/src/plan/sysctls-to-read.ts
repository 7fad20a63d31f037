import type { RecordedCall } from '../builder/recorded-call.js';
import type { StateQuery } from '../driver/driver.js';
import { parseNamespaceRef } from '../value/parse-namespace-ref.js';
import { parseSysctlKey } from '../value/sysctl-key.js';

/** The kernel parameters that the chain sets: `ensure` compares them with what they are. */
export function sysctlsToRead(calls: readonly RecordedCall[]): NonNullable<StateQuery['sysctls']> {
  return calls.flatMap(({ method, args, scope }) => {
    if (method !== 'sysctl') return [];
    const namespace = parseNamespaceRef(scope);
    const key = parseSysctlKey(args[0]);
    return namespace.ok && key.ok ? [{ namespace: namespace.value, key: key.value }] : [];
  });
}
