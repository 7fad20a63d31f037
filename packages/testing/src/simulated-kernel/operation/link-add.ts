import type { LinkAdd, LinkAttributes } from '@netloom/core';
import { setUp } from '../effect/admin-state.js';
import { destroyLink } from '../effect/destroy.js';
import { setMaster } from '../effect/master.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { linkKindModel } from '../kind/link-kind-models.js';
import { checkAltName } from '../link-name.js';
import type { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';

/** `ip link add …`: all of it, or no link. */
export function addLink(kernel: KernelState, operation: LinkAdd): void {
  const namespace = kernel.require(operation.namespace);
  const model = linkKindModel(kernel, operation.kind);
  if (model.create === undefined) throw new KernelError('EOPNOTSUPP', 'Unknown device type', 'kind');
  requireMaster(namespace, operation);
  if (operation.kind === 'veth') requireMaster(kernel.require(operation.data.peer.namespace), operation.data.peer);
  const link = model.create(kernel, namespace, operation);
  try {
    configure(kernel, link, operation);
    if (operation.kind === 'veth' && link.peer !== undefined) configure(kernel, link.peer, operation.data.peer);
  } catch (error) {
    destroyLink(kernel, link);
    throw error;
  }
}

/** A master is named by its index, which whoever sends the message looks up first. */
function requireMaster({ links }: NetworkNamespace, { master, masterIndex }: LinkAttributes): void {
  if (master !== undefined || masterIndex !== undefined) links.require(master, masterIndex);
}

function configure(kernel: KernelState, link: Link, attributes: LinkAttributes): void {
  const { alias, altNames = [], promiscuous, allMulticast, multicast, arp } = attributes;
  if (promiscuous !== undefined) link.promiscuous = promiscuous;
  if (allMulticast !== undefined) link.allMulticast = allMulticast;
  if (multicast !== undefined) link.multicast = multicast;
  if (arp !== undefined) link.arp = arp;
  if (attributes.up === true) setUp(kernel, link);
  if (attributes.master !== undefined || attributes.masterIndex !== undefined) {
    setMaster(kernel, link, link.namespace.links.require(attributes.master, attributes.masterIndex));
  }
  if (alias !== undefined && alias !== '') link.alias = alias;
  for (const altName of altNames) {
    checkAltName(link.namespace.links, altName);
    link.namespace.links.addAltName(link, altName);
  }
}
