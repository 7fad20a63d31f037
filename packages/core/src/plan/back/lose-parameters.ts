import type { KernelOperation } from '../../operation/operation.js';
import type { NetworkModel } from '../../state/network-model.js';
import { namespaceKey } from '../../value/namespace-ref.js';
import type { BackContext } from './back-step.js';

/**
 * Where a link arrives that comes home or gets back its name, its parameters are what they were elsewhere, or as for a new
 * link: they cannot be read before, and count as what the transaction wrote.
 */
export function loseParameters(
  { before, footprint }: BackContext,
  model: NetworkModel,
  operation: KernelOperation,
): void {
  if (operation.op !== 'link.set') return;
  const { name = operation.name, namespace = operation.namespace } = operation.changes;
  if (operation.changes.name === undefined && operation.changes.namespace === undefined) return;
  const now = model.namespace(namespace);
  const written = footprint.sysctls.get(namespaceKey(namespace));
  for (const key of before.namespace(namespace)?.sysctls.keys() ?? []) {
    if (!/^net\/ipv[46]\/conf\//.test(key) || key.split('/')[3] !== name || now?.sysctls.has(key) === true) continue;
    const [value = 'unknown'] = written?.get(key) ?? [];
    now?.sysctls.set(key, value);
  }
}
