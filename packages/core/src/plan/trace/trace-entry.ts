import type { KernelOperation } from '../../operation/operation.js';
import type { RouteAdd, RouteDelete, RouteReplace } from '../../operation/route-operation.js';
import type { AddressState } from '../../state/network-state.js';
import { routeToDelete } from '../../state/effect/route-effect.js';
import { isInNetwork } from '../../value/prefix-network.js';
import { namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import { keyOfEntry, routeEntryKey } from '../entry-key.js';
import type { FootprintRecorder } from './footprint-recorder.js';
import { loseAddresses } from './lose-addresses.js';

/** An address, a route, a rule, a neighbour or a forwarding entry that is added or deleted. */
export function traceEntry(recorder: FootprintRecorder, operation: KernelOperation): void {
  if ('link' in operation) {
    const link = recorder.model.namespace(operation.namespace)?.find(operation.link, operation.ifindex);
    const footprint = link && recorder.link(operation.namespace, link);
    // An address that comes or goes takes others and routes with it.
    if (footprint && operation.op.startsWith('address.')) footprint.layer3 = true;
    if (link && operation.op === 'address.delete')
      loseAddresses(recorder, operation.namespace, addressesOf(recorder, operation.namespace, link.ifindex));
  }
  if (operation.op === 'route.add' || operation.op === 'route.replace' || operation.op === 'route.delete')
    referWays(recorder, operation);
  const key = keyOf(recorder, operation);
  if (key !== undefined) recorder.entry(key, operation);
}

/** All of a link, since a primary address takes its secondaries along. */
function addressesOf({ model }: FootprintRecorder, namespace: NamespaceRef, ifindex: number): readonly AddressState[] {
  return model.namespace(namespace)?.addresses.get(ifindex) ?? [];
}

/** A delete may leave open which metric the route has; it is the one of the route that goes. */
function keyOf({ model }: FootprintRecorder, operation: KernelOperation): string | undefined {
  if (operation.op !== 'route.delete') return keyOfEntry(operation);
  const namespace = model.namespace(operation.namespace);
  const route = namespace && routeToDelete(namespace, operation);
  return routeEntryKey(namespaceKey(operation.namespace), route ?? operation);
}

/** The links that a route leads by: those that it names, and those on whose networks its gateways are. */
function referWays(recorder: FootprintRecorder, operation: RouteAdd | RouteReplace | RouteDelete): void {
  const namespace = recorder.model.namespace(operation.namespace);
  for (const { dev, devIndex, via } of [operation, ...(operation.nextHops ?? [])]) {
    const named = namespace?.find(dev, devIndex);
    if (named) recorder.refer(operation.namespace, named.ifindex);
    if (named || via === undefined) continue;
    for (const [ifindex, addresses] of namespace?.addresses ?? []) {
      if (addresses.some(({ address, peer }) => isInNetwork(via, peer ?? address)))
        recorder.refer(operation.namespace, ifindex);
    }
  }
}
