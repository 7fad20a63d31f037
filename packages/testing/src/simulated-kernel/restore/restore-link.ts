import type { LinkReference, LinkState } from '@netloom/core';
import { isPathCost, pathCost } from '../effect/path-cost.js';
import type { KernelState } from '../kernel-state.js';
import { foreignModel } from '../kind/foreign.js';
import { LINK_KIND_MODELS } from '../kind/link-kind-models.js';
import type { LinkKindModel } from '../kind/link-kind-model.js';
import { LOOPBACK } from '../kind/loopback.js';
import { MACVLAN, MACVTAP } from '../kind/macvlan.js';
import { PHYSICAL } from '../kind/physical.js';
import { PORT_DEFAULTS } from '../kind/port-options.js';
import { VETH } from '../kind/veth.js';
import { Link } from '../link.js';
import type { NetworkNamespace } from '../network-namespace.js';

const MODELS = new Map([LOOPBACK, PHYSICAL, ...LINK_KIND_MODELS].map((model) => [model.kind, model]));

/** Puts a link into its namespace, still without the links that it belongs to. */
export function restoreLink(kernel: KernelState, namespace: NetworkNamespace, state: LinkState): void {
  const standing = namespace.links.byIndex(state.ifindex);
  if (standing !== undefined) namespace.links.remove(standing);
  const link = new Link(modelOf(kernel, state), namespace, state.name, state.ifindex);
  link.up = state.up;
  const unseen = state.flags.includes('NO-CARRIER');
  link.carrier = state.up && (!unseen || state.flags.includes('LOWER_UP'));
  // Read within the second in which the kernel finds a new carrier out (net/core/link_watch.c).
  if (link.carrier && unseen) kernel.carrierEvents.add(link);
  link.operstate = state.operstate;
  link.mac = state.mac;
  link.mtu = state.mtu;
  link.alias = state.alias;
  link.group = state.group;
  link.txQueueLength = state.txQueueLength;
  link.queues = state.queues;
  link.arp = state.arp;
  link.multicast = state.multicast;
  link.allMulticast = state.allMulticast;
  link.promiscuous = state.promiscuous;
  link.addressGeneration = state.addressGeneration;
  link.mode = state.mode;
  link.data = { ...link.data, ...state.data };
  link.ipv6Ready = link.up && link.carrier && !unseen && link.hasIpv6;
  link.qdisc = state.qdisc ?? (state.up ? link.model.qdisc : 'noop');
  for (const altName of state.altNames) link.altNames.add(altName);
  namespace.links.add(link);
}

/** What needs another link that is not in the picture is a link by itself. */
function modelOf(kernel: KernelState, { kind, peer, parent }: LinkState): LinkKindModel {
  const known = MODELS.get(kind);
  if (known === undefined) return foreignModel(kind);
  if (known !== VETH && known !== MACVLAN && known !== MACVTAP) return known;
  const namespace = (known === VETH ? peer : parent)?.namespace;
  return namespace === undefined || kernel.find(namespace) === undefined ? foreignModel(kind) : known;
}

/** Joins a link to its peer, its parent and its master, once all are there. */
export function connectLink(kernel: KernelState, namespace: NetworkNamespace, state: LinkState): void {
  const link = namespace.links.require(state.name, state.ifindex);
  link.peer = find(kernel, state.peer);
  link.parent = find(kernel, state.parent);
  link.parent?.children.add(link);
  link.master = find(kernel, state.master);
  if (link.master !== undefined) joinMaster(link, link.master, state);
  if (!link.up) link.carrier = link.parent?.carrier ?? link.model.carrier?.(link) ?? true;
}

function find(kernel: KernelState, reference: LinkReference | undefined): Link | undefined {
  if (reference?.namespace === undefined) return undefined;
  return kernel.find(reference.namespace)?.links.byIndex(reference.ifindex);
}

/** Whether a bridge's MAC and MTU follow its ports cannot be read: they do where they are as if. */
function joinMaster(link: Link, master: Link, { port }: LinkState): void {
  master.ports.add(link);
  master.followsPorts = true;
  if (port !== undefined) link.port = { ...PORT_DEFAULTS, cost: pathCost(link), ...port };
  link.costPinned = port?.cost !== undefined && !isPathCost(port.cost);
  const ports = [...master.ports];
  master.macPinned = !ports.some(({ mac }) => mac === master.mac);
  master.mtuPinned = !ports.some(({ mtu }) => mtu === master.mtu);
}
