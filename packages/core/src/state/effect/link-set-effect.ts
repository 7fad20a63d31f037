import type { LinkChanges, LinkSet } from '../../operation/link-operation.js';
import { namespaceKey } from '../../value/namespace-ref.js';
import type { NamespaceModel } from '../namespace-model.js';
import type { AddressState, LinkState } from '../network-state.js';
import type { NetworkModel } from '../network-model.js';
import type { Effect, Refusal } from './effect.js';
import { flushIpv6, flushOnDown, flushOnMove, lowerChildren } from './flush.js';
import { refuseMaster } from './link-add-effect.js';
import { isRefusal, locate, nameTaken, noLink, noNamespace } from './refusals.js';
import { IPV6_MTU } from '../../value/mtu.js';

/** IFNAMSIZ without its end (linux/if.h). */
const LABEL_BYTES = 15;

export const setLink: Effect<LinkSet> = (model, operation) => {
  const found = locate(model, { ...operation, link: operation.name });
  if (isRefusal(found)) return found;
  const { namespace, link } = found;
  const { changes } = operation;
  if (link.kind === 'loopback' && changes.mac !== undefined && changes.mac !== link.mac) return noLoopbackMac(link);
  const renamed = rename(namespace, link, changes);
  if (isRefusal(renamed)) return renamed;
  const enslaved = enslave(namespace, renamed, changes);
  if (isRefusal(enslaved)) return enslaved;
  namespace.putLink(plain(enslaved, changes));
  if (changes.mtu !== undefined) lowerChildren(model, namespace, link.ifindex, changes.mtu);
  if (changes.mtu !== undefined && changes.mtu < IPV6_MTU) {
    flushIpv6(namespace, link.ifindex);
    const { addressGeneration: _none, ...without } = namespace.links.get(link.ifindex) ?? link;
    namespace.putLink(without);
  }
  if (changes.up === false && link.up) flushOnDown(namespace, link.ifindex);
  // A new hardware address, and arp switched, flush the link's neighbours.
  if (changes.mac !== undefined || changes.arp !== undefined) namespace.neighbours.delete(link.ifindex);
  return changes.namespace === undefined ? undefined : move(model, namespace, link.ifindex, changes);
};

/** The kernel takes any but the one of before back: all zero (net/ethernet/eth.c, eth_prepare_mac_addr_change). */
function noLoopbackMac({ name }: LinkState): Refusal {
  return {
    code: 'mac-address',
    message: `"${name}" is a loopback: a hardware address that it is given could not be taken away again`,
  };
}

function rename(namespace: NamespaceModel, link: LinkState, { name }: LinkChanges): LinkState | Refusal {
  if (name === undefined || name === link.name) return link;
  if (namespace.nameTaken(name)) return nameTaken(name, namespace.ref);
  const addresses = namespace.addresses.get(link.ifindex);
  const labelled = addresses && relabelled(addresses, name);
  if (labelled) namespace.addresses.set(link.ifindex, labelled);
  moveParameters(namespace, link.name, name);
  return { ...link, name };
}

/** The parameters of a link go with its name; in another namespace it begins with new ones (net/ipv4/devinet.c). */
function moveParameters({ sysctls }: NamespaceModel, from: string, to: string | undefined): void {
  for (const [key, value] of sysctls) {
    const [net, family, conf, name, parameter] = key.split('/');
    if (conf !== 'conf' || name !== from) continue;
    sysctls.delete(key);
    if (to !== undefined) sysctls.set([net, family, conf, to, parameter].join('/'), value);
  }
}

/**
 * The first label is the new name; the others keep what stands behind their colon, or get their number there, cut at the
 * front to what fits (net/ipv4/devinet.c, inetdev_changename).
 */
function relabelled(addresses: readonly AddressState[], name: string): AddressState[] {
  let number = 0;
  return addresses.map((address) => {
    if (address.family !== 'inet') return { ...address, link: name };
    number += 1;
    // One that is as the link is called need not be said.
    if (number === 1) return { ...address, link: name, ...(address.label === undefined ? {} : { label: name }) };
    const colon = address.label?.indexOf(':') ?? -1;
    const suffix = colon < 0 ? `:${number}` : (address.label?.slice(colon) ?? '');
    return { ...address, link: name, label: `${name.slice(0, LABEL_BYTES - suffix.length)}${suffix}` };
  });
}

function enslave(namespace: NamespaceModel, link: LinkState, changes: LinkChanges): LinkState | Refusal {
  if (changes.master === undefined && changes.masterIndex === undefined) return link;
  const { master: _master, port: _port, ...free } = link;
  if (changes.master === null) {
    leaveTable(namespace, link);
    return free;
  }
  const master = namespace.find(changes.master, changes.masterIndex);
  if (!master) return noLink(changes.master ?? '', namespace.ref);
  const refused = refuseMaster(master, link);
  if (refused) return refused;
  const stays = link.master?.ifindex === master.ifindex;
  if (!stays) leaveTable(namespace, link);
  return {
    ...free,
    master: { namespace: namespace.ref, name: master.name, ifindex: master.ifindex },
    port: stays ? (link.port ?? {}) : {},
  };
}

/** What a bridge knows of a port goes when the port leaves it (net/bridge/br_if.c, del_nbp). */
function leaveTable(namespace: NamespaceModel, { ifindex }: LinkState): void {
  const entries = namespace.fdb.get(ifindex);
  if (entries)
    namespace.fdb.set(
      ifindex,
      entries.filter(({ owner }) => owner === 'self'),
    );
}

/** The changes that stay within the link itself. */
function plain(link: LinkState, changes: LinkChanges): LinkState {
  const { alias: _alias, ...nameless } = link;
  const { up, mac, mtu, alias, txQueueLength, group, promiscuous, allMulticast, multicast, arp } = changes;
  return {
    ...(alias === undefined ? link : alias === null || alias === '' ? nameless : { ...link, alias }),
    ...(up === undefined ? {} : { up, operstate: up ? 'UNKNOWN' : 'DOWN', flags: switchFlag(link.flags, 'UP', up) }),
    ...(mac === undefined ? {} : { mac }),
    ...(mtu === undefined ? {} : { mtu }),
    ...(txQueueLength === undefined ? {} : { txQueueLength }),
    ...(group === undefined ? {} : { group }),
    ...(promiscuous === undefined ? {} : { promiscuous }),
    ...(allMulticast === undefined ? {} : { allMulticast }),
    ...(multicast === undefined ? {} : { multicast }),
    ...(arp === undefined ? {} : { arp }),
    ...(changes.addressGeneration === undefined ? {} : { addressGeneration: changes.addressGeneration }),
    ...(changes.addAltName === undefined ? {} : { altNames: [...link.altNames, changes.addAltName].toSorted() }),
    ...(changes.deleteAltName === undefined
      ? {}
      : { altNames: link.altNames.filter((name) => name !== changes.deleteAltName) }),
    ...(changes.data === undefined ? {} : data(link, changes.data)),
    ...(changes.port === undefined ? {} : { port: { ...link.port, ...changes.port } }),
  };
}

function data(link: LinkState, changes: NonNullable<LinkChanges['data']>): Partial<LinkState> {
  const { mode, ...options } = changes;
  return {
    ...(typeof mode === 'string' ? { mode } : {}),
    data: { ...link.data, ...options },
  };
}

function switchFlag(flags: readonly string[], flag: string, on: boolean): readonly string[] {
  const others = flags.filter((each) => each !== flag);
  return on ? [...others, flag] : others;
}

function move(model: NetworkModel, from: NamespaceModel, ifindex: number, changes: LinkChanges): Refusal | undefined {
  const target = changes.namespace === undefined ? undefined : model.namespace(changes.namespace);
  const link = from.links.get(ifindex);
  if (!target || !link) return changes.namespace === undefined ? undefined : noNamespace(changes.namespace);
  if (target === from) return undefined;
  if (link.kind === 'loopback' || link.kind === 'bridge') {
    return {
      code: 'link-immovable',
      message: `"${link.name}" is a ${link.kind}, which the kernel moves to no other namespace`,
    };
  }
  for (const name of [link.name, ...link.altNames]) if (target.nameTaken(name)) return nameTaken(name, target.ref);
  const { master: _master, port: _port, ...free } = flushOnMove(link);
  from.removeLink(ifindex);
  moveParameters(from, link.name, undefined);
  // An index that is taken in the target is given up for one that the kernel chooses.
  const index = changes.namespaceIndex ?? (target.links.has(ifindex) ? model.placeholderIndex() : ifindex);
  target.putLink({ ...free, ifindex: index });
  for (const other of model.namespaces()) {
    for (const each of other.links.values()) {
      const follows = (reference: LinkState['peer']): boolean =>
        reference?.ifindex === ifindex && namespaceKey(reference.namespace ?? other.ref) === namespaceKey(from.ref);
      const moved = { namespace: target.ref, name: link.name, ifindex: index };
      if (follows(each.peer)) other.putLink({ ...each, peer: moved });
      else if (follows(each.parent)) other.putLink({ ...each, parent: moved });
    }
  }
  return undefined;
}
