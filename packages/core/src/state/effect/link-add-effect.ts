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
    return (
      put(home, operation, {
        ...attributes(operation.name, 'veth', ifindex, operation, queues),
        peer: reference(peer.namespace, peer.name, peerIndex),
      }) ??
      put(away, peer, {
        ...attributes(peer.name, 'veth', peerIndex, peer, queues),
        peer: reference(operation.namespace, operation.name, ifindex),
      })
    );
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
    const mtu = operation.mtu ?? parent.mtu;
    return put(home, operation, {
      ...base,
      mtu,
      mode,
      parent: { namespace: parentNamespace, name: parent.name, ifindex: parent.ifindex },
    });
  }
  return put(home, operation, { ...base, data: operation.data as LinkState['data'] });
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

function put(namespace: NamespaceModel, wanted: LinkAttributes, link: LinkState): Refusal | undefined {
  const master = enslaved(namespace, wanted, link);
  if (master && isRefusal(master)) return master;
  for (const name of link.altNames) if (namespace.nameTaken(name)) return nameTaken(name, namespace.ref);
  namespace.putLink(
    master
      ? { ...link, master: { namespace: namespace.ref, name: master.name, ifindex: master.ifindex }, port: {} }
      : link,
  );
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

function attributes(
  name: string,
  kind: string,
  ifindex: number,
  wanted: LinkAttributes,
  queues: { readonly tx: number; readonly rx: number } = { tx: 1, rx: 1 },
): LinkState {
  return {
    name,
    ifindex,
    kind,
    up: wanted.up ?? false,
    mtu: wanted.mtu ?? 1500,
    mac: wanted.mac ?? '',
    operstate: wanted.up ? 'UNKNOWN' : 'DOWN',
    flags: wanted.up ? ['BROADCAST', 'MULTICAST', 'UP'] : ['BROADCAST', 'MULTICAST'],
    arp: wanted.arp ?? true,
    multicast: wanted.multicast ?? true,
    allMulticast: wanted.allMulticast ?? false,
    promiscuous: wanted.promiscuous ?? false,
    ...(wanted.alias === undefined ? {} : { alias: wanted.alias }),
    altNames: [...(wanted.altNames ?? [])].toSorted(),
    group: wanted.group ?? 0,
    txQueueLength: wanted.txQueueLength ?? 1000,
    queues,
    addressGeneration: 'eui64',
    data: {},
  };
}
