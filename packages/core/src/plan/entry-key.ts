import type { KernelOperation } from '../operation/operation.js';
import { routeKey } from '../state/route-key.js';
import { ruleKey } from '../state/rule-key.js';
import { namespaceKey } from '../value/namespace-ref.js';
import { entryKey } from './footprint.js';

/** The key of the list item that an operation is about, or `undefined` for operations on links and namespaces. */
export function keyOfEntry(operation: KernelOperation): string | undefined {
  const namespace = namespaceKey(operation.namespace);
  switch (operation.op) {
    case 'address.add':
    case 'address.replace':
    case 'address.delete':
      return addressEntryKey(namespace, operation.ifindex ?? 0, operation);
    case 'route.add':
    case 'route.replace':
    case 'route.delete':
      return routeEntryKey(namespace, operation);
    case 'neighbour.add':
    case 'neighbour.replace':
    case 'neighbour.delete':
      return neighbourEntryKey(namespace, operation.ifindex ?? 0, operation);
    case 'fdb.add':
    case 'fdb.delete':
      return fdbEntryKey(namespace, operation.ifindex ?? 0, operation);
    case 'rule.add':
    case 'rule.delete': {
      const { op: _op, namespace: _namespace, ...rule } = operation;
      return entryKey('rule', namespace, ruleKey(rule));
    }
    default:
      return undefined;
  }
}

export function addressEntryKey(
  namespace: string,
  ifindex: number,
  { family, address, peer }: { readonly family: string; readonly address: string; readonly peer?: string },
): string {
  return entryKey('address', namespace, ifindex, family, address, peer);
}

export function routeEntryKey(namespace: string, route: Parameters<typeof routeKey>[0]): string {
  return entryKey('route', namespace, routeKey(route));
}

export function neighbourEntryKey(
  namespace: string,
  ifindex: number,
  { family, address, proxy }: { readonly family: string; readonly address: string; readonly proxy?: boolean },
): string {
  return entryKey('neighbour', namespace, ifindex, family, address, proxy === true);
}

export function fdbEntryKey(
  namespace: string,
  ifindex: number,
  entry: { readonly mac: string; readonly owner: string; readonly vlan?: number; readonly destination?: string },
): string {
  return entryKey('fdb', namespace, ifindex, entry.mac, entry.owner, entry.vlan, entry.destination);
}
