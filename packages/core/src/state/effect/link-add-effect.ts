import type { LinkAttributes } from '../../operation/link-attributes.js';
import type { LinkAdd } from '../../operation/link-operation.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import type { NamespaceModel } from '../namespace-model.js';
import type { LinkReference, LinkState } from '../network-state.js';
import type { NetworkModel } from '../network-model.js';
import type { Effect, Refusal } from './effect.js';
import { isRefusal, nameTaken, noLink, noNamespace } from './refusals.js';

export const addLink: Effect<LinkAdd> = (model, operation) => {
  const home = model.namespace(operation.namespace);
  if (!home) return noNamespace(operation.namespace);
  if (home.nameTaken(operation.name)) return nameTaken(operation.name, operation.namespace);
  const ifindex = operation.ifindex ?? model.placeholderIndex();

  if (operation.kind === 'veth') {
    const { peer, queues } = operation.data;
    const away = model.namespace(peer.namespace);
    if (!away) return noNamespace(peer.namespace);
    if (away.nameTaken(peer.name) || (away === home && peer.name === operation.name)) {
      return nameTaken(peer.name, peer.namespace);
    }
    const peerIndex = peer.ifindex ?? model.placeholderIndex();
    const reference = (ref: NamespaceRef, name: string, index: number): LinkReference => ({
      namespace: ref,
      name,
      ifindex: index,
    });
    const near = attributes(operation.name, 'veth', ifindex, operation, queues);
    near.peer = reference(peer.namespace, peer.name, peerIndex);
    const far = attributes(peer.name, 'veth', peerIndex, peer, queues);
    far.peer = reference(operation.namespace, operation.name, ifindex);
    return put(home, operation, near) ?? put(away, peer, far);
  }

  const base = attributes(operation.name, operation.kind, ifindex, operation);
  if (operation.kind === 'macvlan' || operation.kind === 'macvtap') {
    const { parent: name, parentNamespace, parentIndex, mode } = operation.data;
    const parents = model.namespace(parentNamespace);
    if (!parents) return noNamespace(parentNamespace);
    const parent = parents.find(name, parentIndex);
    if (!parent) return noLink(name, parentNamespace);
    const refusal = refuseParent(model, parent, mode);
    if (refusal) return refusal;
    base.mtu = operation.mtu ?? parent.mtu;
    base.mode = mode;
    base.parent = { namespace: parentNamespace, name: parent.name, ifindex: parent.ifindex };
  } else base.data = operation.data as LinkState['data'];
  return put(home, operation, base);
};

/** passthru takes the parent for itself (kernel: drivers/net/macvlan.c, macvlan_common_newlink). */
function refuseParent(model: NetworkModel, parent: LinkState, mode: string): Refusal | undefined {
  if (parent.kind === 'loopback') {
    return { code: 'macvlan-parent', message: `"${parent.name}" is a loopback and can carry no macvlan` };
  }
  if (mode !== 'passthru' && parent.kind !== 'macvlan') return undefined;
  const siblings = [...model.namespaces()].some((namespace) =>
    [...namespace.links.values()].some(
      (link) => link.mode !== undefined && link.parent?.ifindex === parent.ifindex && link.parent.name === parent.name,
    ),
  );
  return mode === 'passthru' && siblings
    ? {
        code: 'macvlan-passthru',
        message: `"${parent.name}" has a macvlan already, and passthru wants the parent for itself`,
        mend: 'use another mode, or another parent',
      }
    : undefined;
}

function put(namespace: NamespaceModel, wanted: LinkAttributes, link: NewLink): Refusal | undefined {
  const master = enslaved(namespace, wanted, link);
  if (master && isRefusal(master)) return master;
  for (const name of link.altNames) if (namespace.nameTaken(name)) return nameTaken(name, namespace.ref);
  if (master) {
    link.master = { namespace: namespace.ref, name: master.name, ifindex: master.ifindex };
    link.port = {};
  }
  namespace.putLink(link);
  return undefined;
}

function enslaved(namespace: NamespaceModel, wanted: LinkAttributes, link: LinkState): LinkState | Refusal | undefined {
  if (wanted.master === undefined && wanted.masterIndex === undefined) return undefined;
  const master = namespace.find(wanted.master, wanted.masterIndex);
  return master ? (refuseMaster(master, link) ?? master) : noLink(wanted.master ?? '', namespace.ref);
}

/** Kinds that links can be ports of. */
const MASTERS = new Set(['bridge', 'bond', 'vrf', 'team', 'hsr', 'batadv']);

/** Why `link` cannot be a port of `master` (kernel: net/bridge/br_if.c, br_add_if). */
export function refuseMaster(master: LinkState, link: LinkState): Refusal | undefined {
  if (!MASTERS.has(master.kind)) {
    return {
      code: 'master-kind',
      message: `"${master.name}" is a ${master.kind} and can have no ports`,
      mend: 'name a bridge as the master',
    };
  }
  if (master.kind === 'bridge' && link.kind === 'bridge') {
    return { code: 'bridge-in-bridge', message: `bridge "${link.name}" cannot be a port of bridge "${master.name}"` };
  }
  return master.kind === 'bridge' && link.kind === 'loopback'
    ? { code: 'loopback-port', message: `"${link.name}" is a loopback and cannot be a port` }
    : undefined;
}

/** A link until the model has it. */
type NewLink = { -readonly [K in keyof LinkState]: LinkState[K] };

const UP_FLAGS: readonly string[] = ['BROADCAST', 'MULTICAST', 'UP'];
const DOWN_FLAGS: readonly string[] = ['BROADCAST', 'MULTICAST'];

function attributes(
  name: string,
  kind: string,
  ifindex: number,
  wanted: LinkAttributes,
  queues: { readonly tx: number; readonly rx: number } = { tx: 1, rx: 1 },
): NewLink {
  const link: NewLink = {
    name,
    ifindex,
    kind,
    up: wanted.up ?? false,
    mtu: wanted.mtu ?? 1500,
    mac: wanted.mac ?? '',
    operstate: wanted.up ? 'UNKNOWN' : 'DOWN',
    flags: wanted.up ? UP_FLAGS : DOWN_FLAGS,
    arp: wanted.arp ?? true,
    multicast: wanted.multicast ?? true,
    allMulticast: wanted.allMulticast ?? false,
    promiscuous: wanted.promiscuous ?? false,
    altNames: wanted.altNames?.toSorted() ?? [],
    group: wanted.group ?? 0,
    txQueueLength: wanted.txQueueLength ?? 1000,
    queues,
    addressGeneration: 'eui64',
    data: {},
  };
  if (wanted.alias !== undefined) link.alias = wanted.alias;
  return link;
}
