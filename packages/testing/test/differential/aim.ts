import type { KernelOperation } from '@netloom/core';
import { aimAddLink, aimDeleteLink, aimSetLink } from './aim-link.js';
import {
  aimDeleteAddress,
  aimDeleteRoute,
  aimDeleteRule,
  aimFdb,
  aimNeighbour,
  aimPutAddress,
  aimPutRoute,
} from './aim-layer3.js';
import type { Scene } from './scene.js';

/**
 * Turns an operation to what there is: to links that exist, addresses that can be deleted, gateways that are reached. It
 * stays as it is where there is nothing of the sort. What is drawn blindly mostly meets nothing.
 */
export function aim(operation: KernelOperation, scene: Scene): KernelOperation {
  switch (operation.op) {
    case 'link.add':
      return aimAddLink(operation, scene);
    case 'link.set':
      return aimSetLink(operation, scene);
    case 'link.delete':
      return aimDeleteLink(operation, scene);
    case 'address.add':
    case 'address.replace':
      return aimPutAddress(operation, scene);
    case 'address.delete':
      return aimDeleteAddress(operation, scene);
    case 'route.add':
    case 'route.replace':
      return aimPutRoute(operation, scene);
    case 'route.delete':
      return aimDeleteRoute(operation, scene);
    case 'neighbour.add':
    case 'neighbour.replace':
    case 'neighbour.delete':
      return aimNeighbour(operation, scene);
    case 'rule.delete':
      return aimDeleteRule(operation, scene);
    case 'fdb.add':
    case 'fdb.delete':
      return aimFdb(operation, scene);
    default:
      return operation;
  }
}
