import type { KernelOperation, NamespaceIdentity } from '@netloom/core';
import { runLinkWatch } from '../effect/link-watch.js';
import type { KernelState } from '../kernel-state.js';
import { expected } from '../option/expected.js';
import { addAddress, deleteAddress, replaceAddress } from './address.js';
import { addFdb, deleteFdb } from './fdb.js';
import { addLink } from './link-add.js';
import { deleteLink } from './link-delete.js';
import { setLink } from './link-set.js';
import { addNamespace, deleteNamespace, setNamespace } from './namespace.js';
import { addNeighbour, deleteNeighbour, replaceNeighbour } from './neighbour.js';
import { addRoute, deleteRoute, replaceRoute } from './route.js';
import { addRule, deleteRule } from './rule.js';
import { writeSysctl } from './sysctl.js';

type Handlers = {
  readonly [N in KernelOperation['op']]: (
    kernel: KernelState,
    operation: Extract<KernelOperation, { readonly op: N }>,
  ) => NamespaceIdentity | void;
};

const HANDLERS: Handlers = {
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
  'sysctl.set': writeSysctl,
};

/** Carries out one operation; throws a `KernelError` for what the kernel refuses, a `RangeError` for none of these. */
export function carryOut(kernel: KernelState, operation: KernelOperation): NamespaceIdentity | undefined {
  if (!Object.hasOwn(HANDLERS, operation.op)) throw expected('op', 'the name of an operation', operation.op);
  const handler = HANDLERS[operation.op] as (
    kernel: KernelState,
    operation: KernelOperation,
  ) => NamespaceIdentity | undefined;
  try {
    return handler(kernel, operation);
  } finally {
    runLinkWatch(kernel);
  }
}
