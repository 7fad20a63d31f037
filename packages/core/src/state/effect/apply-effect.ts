import type { KernelOperation } from '../../operation/operation.js';
import type { NetworkModel } from '../network-model.js';
import { addAddress, deleteAddress, replaceAddress } from './address-effect.js';
import type { Effect, Refusal } from './effect.js';
import { addFdb, deleteFdb } from './fdb-effect.js';
import { addLink } from './link-add-effect.js';
import { deleteLink } from './link-delete-effect.js';
import { setLink } from './link-set-effect.js';
import { addNamespace, deleteNamespace, setNamespace } from './namespace-effect.js';
import { addNeighbour, deleteNeighbour, replaceNeighbour } from './neighbour-effect.js';
import { addRoute, deleteRoute, replaceRoute } from './route-effect.js';
import { addRule, deleteRule } from './rule-effect.js';
import { setSysctl } from './sysctl-effect.js';

const EFFECTS: { readonly [O in KernelOperation as O['op']]: Effect<O> } = {
  'namespace.add': addNamespace,
  'namespace.delete': deleteNamespace,
  'namespace.set': setNamespace,
  'link.add': addLink,
  'link.set': setLink,
  'link.delete': deleteLink,
  'address.add': addAddress,
  'address.replace': replaceAddress,
  'address.delete': deleteAddress,
  'route.add': addRoute,
  'route.replace': replaceRoute,
  'route.delete': deleteRoute,
  'neighbour.add': addNeighbour,
  'neighbour.replace': replaceNeighbour,
  'neighbour.delete': deleteNeighbour,
  'rule.add': addRule,
  'rule.delete': deleteRule,
  'fdb.add': addFdb,
  'fdb.delete': deleteFdb,
  'sysctl.set': setSysctl,
};

/** Has the operation take effect on the model, or gives the reason why it cannot. */
export function applyEffect(model: NetworkModel, operation: KernelOperation): Refusal | undefined {
  const effect = EFFECTS[operation.op] as Effect<KernelOperation>;
  return effect(model, operation);
}
