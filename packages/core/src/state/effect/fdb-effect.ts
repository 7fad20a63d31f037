import type { FdbAdd, FdbDelete } from '../../operation/fdb-operation.js';
import { append } from '../namespace-model.js';
import type { FdbState } from '../network-state.js';
import type { Effect } from './effect.js';
import { isRefusal, locate } from './refusals.js';

type Key = Pick<FdbState, 'mac' | 'owner' | 'vlan' | 'destination'>;

export function sameFdb(a: Key, b: Key): boolean {
  return a.mac === b.mac && a.owner === b.owner && a.vlan === b.vlan && a.destination === b.destination;
}

export const addFdb: Effect<FdbAdd> = (model, operation) => {
  const found = locate(model, operation);
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  if (namespace.fdb.get(link.ifindex)?.some((each) => each.state !== 'dynamic' && sameFdb(each, operation))) {
    return { code: 'fdb-exists', message: `"${link.name}" has a forwarding entry for ${operation.mac} already` };
  }
  if (operation.owner === 'master' && !link.master) {
    return { code: 'fdb-no-bridge', message: `"${link.name}" is no port of a bridge`, mend: "use owner: 'self'" };
  }
  const { op: _op, namespace: _namespace, ...attributes } = operation;
  append(namespace.fdb, link.ifindex, { ...attributes, link: link.name, ifindex: link.ifindex });
  return undefined;
};

export const deleteFdb: Effect<FdbDelete> = (model, operation) => {
  const found = locate(model, operation);
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  const list = namespace.fdb.get(link.ifindex) ?? [];
  const kept = list.filter((each) => !sameFdb(each, operation));
  if (kept.length === list.length) {
    return { code: 'fdb-missing', message: `"${link.name}" has no forwarding entry for ${operation.mac}` };
  }
  namespace.fdb.set(link.ifindex, kept);
  return undefined;
};
