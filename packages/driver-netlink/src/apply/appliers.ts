import type { KernelOperation, OperationOf } from '@netloom/core';
import { addLink } from './add-link.js';
import type { Applier } from './applier.js';
import { addAddress, deleteAddress, replaceAddress } from './change-address.js';
import { changeFdb } from './change-fdb.js';
import { addNamespaceOperation, deleteNamespaceOperation, setNamespaceOperation } from './change-namespace.js';
import { addNeighbour, deleteNeighbour, replaceNeighbour } from './change-neighbour.js';
import { addRoute, deleteRoute, replaceRoute } from './change-route.js';
import { changeRule } from './change-rule.js';
import { deleteLink } from './delete-link.js';
import { setLink } from './set-link.js';
import { setSysctl } from './set-sysctl.js';

/** Every operation's applier; one that is missing is a type error. */
export const APPLIERS: { readonly [N in KernelOperation['op']]: Applier<OperationOf<N>> } = {
  'namespace.add': addNamespaceOperation,
  'namespace.delete': deleteNamespaceOperation,
  'namespace.set': setNamespaceOperation,
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
  'rule.add': changeRule,
  'rule.delete': changeRule,
  'fdb.add': changeFdb,
  'fdb.delete': changeFdb,
  'sysctl.set': setSysctl,
};
