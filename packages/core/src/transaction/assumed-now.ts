import type { LinkSet } from '../operation/link-operation.js';
import type { KernelOperation } from '../operation/operation.js';
import { applyEffect } from '../state/effect/apply-effect.js';
import type { NamespaceModel } from '../state/namespace-model.js';
import { NetworkModel } from '../state/network-model.js';
import { linkLocalOf } from '../value/link-local-address.js';
import { isInNetwork } from '../value/prefix-network.js';
import type { Running } from './running.js';
import { IPV6_MTU } from '../value/mtu.js';

/** What is there as far as the outcomes tell: an operation of which nothing is known may have been done. */
export function assumedNow({ execution, intent }: Running): NetworkModel {
  const model = NetworkModel.from(intent.before);
  for (const [place, { operation }] of execution.operations.entries()) {
    const status = execution.outcomes[place]?.status;
    if (operation.op === 'dhcp.acquire' || (status !== 'done' && status !== 'unknown')) continue;
    applyEffect(model, withDevice(model, operation));
    if (operation.op === 'link.set' && operation.changes.up === true) makeLinkLocal(model, operation);
  }
  return model;
}

/** A link that comes up is given an address by the kernel, of whatever hardware address it has by then. */
function makeLinkLocal(model: NetworkModel, { namespace: ref, name, ifindex }: LinkSet): void {
  const namespace = model.namespace(ref);
  const link = namespace?.find(name, ifindex);
  const address = link && link.mtu >= IPV6_MTU ? linkLocalOf(link.mac) : undefined;
  if (!namespace || !link || address === undefined) return;
  const addresses = namespace.addresses.get(link.ifindex) ?? [];
  if (addresses.some((each) => each.address === address)) return;
  namespace.addresses.set(link.ifindex, [
    { family: 'inet6', address, scope: 'link', link: link.name, ifindex: link.ifindex },
    ...addresses,
  ]);
}

/** A route of which only the gateway was said leads by the link that reaches that, and goes with it. */
function withDevice(model: NetworkModel, operation: KernelOperation): KernelOperation {
  if (operation.op !== 'route.add' && operation.op !== 'route.replace') return operation;
  const { via, dev, devIndex, namespace: ref } = operation;
  if (via === undefined || dev !== undefined || devIndex !== undefined) return operation;
  const namespace = model.namespace(ref);
  const link = namespace && linkTo(namespace, via);
  return link ? { ...operation, dev: link.name, devIndex: link.ifindex } : operation;
}

function linkTo({ addresses, links }: NamespaceModel, gateway: string): { name: string; ifindex: number } | undefined {
  for (const [index, list] of addresses) {
    const link = links.get(index);
    if (link?.up === true && list.some(({ address }) => isInNetwork(gateway, address))) return link;
  }
  return undefined;
}
