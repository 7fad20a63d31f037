import type { LinkAdd, LinkDelete, LinkSet } from '../operation/link-operation.js';
import type { KernelOperation, Operation } from '../operation/operation.js';
import { applyEffect } from '../state/effect/apply-effect.js';
import { routeToDelete } from '../state/effect/route-effect.js';
import { NetworkModel } from '../state/network-model.js';
import type { LinkReference, LinkState, NetworkState } from '../state/network-state.js';
import { namespaceFromKey, namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import { keyOfEntry, routeEntryKey } from './entry-key.js';
import { linkId, type Footprint, type LinkFootprint } from './footprint.js';
import { spreadOf } from './sysctl-spread.js';

/** Below this a link has no IPv6 at all (RFC 8200, section 5). */
const IPV6_MTU = 1280;

/**
 * Works out what identified operations do to what: run on the state before, so that what an operation takes away besides
 * its own object (a link going down: its routes) is known.
 */
export function trace(operations: readonly Operation[], before: NetworkState): Footprint {
  const tracer = new Tracer(before);
  for (const operation of operations) if (operation.op !== 'dhcp.acquire') tracer.take(operation);
  return tracer.footprint;
}

class Tracer {
  readonly footprint: Footprint = {
    namespacesMade: new Set(),
    namespacesDeleted: new Map(),
    links: new Map(),
    entries: new Map(),
    sysctls: new Map(),
  };
  readonly #model: NetworkModel;
  readonly #putAside = new Set<string>();
  /** Where links are now, to what they were first. */
  readonly #origin = new Map<string, LinkFootprint>();

  constructor(before: NetworkState) {
    this.#model = NetworkModel.from(before);
  }

  take(operation: KernelOperation): void {
    switch (operation.op) {
      case 'namespace.add':
        this.footprint.namespacesMade.add(operation.namespace);
        break;
      case 'namespace.delete':
        if (!this.#putAside.has(operation.namespace)) this.#deleteNamespace(operation.namespace);
        break;
      case 'namespace.set':
        // Only what is to be deleted is given another name: it is put aside.
        this.#deleteNamespace(operation.namespace, operation.changes.name);
        this.#putAside.add(operation.changes.name);
        break;
      case 'link.add':
        this.#addLink(operation);
        break;
      case 'link.set':
        this.#setLink(operation);
        break;
      case 'link.delete':
        this.#deleteLink(operation);
        break;
      case 'sysctl.set':
        this.#setSysctl(operation.namespace, operation.key, operation.value);
        break;
      default:
        this.#entry(operation);
    }
    applyEffect(this.#model, operation);
    if (operation.op === 'link.set' && operation.changes.namespace !== undefined) this.#arrived(operation);
  }

  /** The footprint of a link that is there: made when it is first met. */
  #link(namespace: NamespaceRef, link: LinkState, made = false): LinkFootprint {
    const key = namespaceKey(namespace);
    const id = linkId(key, link.ifindex);
    const known = this.#origin.get(id);
    if (known) return known;
    const footprint: LinkFootprint = {
      id,
      name: link.name,
      lastName: link.name,
      kind: link.kind,
      // What a namespace of ours holds from its birth (lo) goes with it.
      made: made || this.footprint.namespacesMade.has(key),
      deleted: false,
      places: [{ namespace: key, ifindex: link.ifindex }],
      written: new Map(),
      follows: new Set(),
      layer3: false,
    };
    this.#origin.set(id, footprint);
    this.footprint.links.set(id, footprint);
    return footprint;
  }

  #referred(reference: LinkReference | undefined, from: NamespaceRef): LinkFootprint | undefined {
    const found = reference && this.#model.follow(reference, from);
    return found ? this.#link(found.namespace.ref, found.link) : undefined;
  }

  #addLink(operation: LinkAdd): void {
    const ends =
      operation.kind === 'veth'
        ? [operation, { ...operation.data.peer, kind: 'veth' as const }]
        : ([operation] as const);
    for (const { namespace, name, kind, ifindex, master, masterIndex } of ends) {
      if (ifindex === undefined) continue;
      this.#link(namespace, { name, kind, ifindex } as LinkState, true);
      const bridge = this.#model.namespace(namespace)?.find(master, masterIndex);
      if (bridge) this.#followPorts(this.#link(namespace, bridge));
    }
    if (operation.kind !== 'veth' && 'parentNamespace' in operation.data && operation.data.mode === 'passthru') {
      const { parent, parentIndex, parentNamespace } = operation.data;
      const found = this.#model.namespace(parentNamespace)?.find(parent, parentIndex);
      if (found) this.#link(parentNamespace, found).follows.add('mac');
    }
  }

  /** A bridge that was not pinned has the lowest address and MTU of its ports. */
  #followPorts(bridge: LinkFootprint | undefined): void {
    bridge?.follows.add('mac').add('mtu');
  }

  #setLink({ namespace, name, ifindex, changes }: LinkSet): void {
    const link = this.#model.namespace(namespace)?.find(name, ifindex);
    if (!link) return;
    const footprint = this.#link(namespace, link);
    const {
      namespace: target,
      namespaceIndex: _index,
      masterIndex,
      addAltName,
      deleteAltName,
      data,
      port,
      ...attributes
    } = changes;
    for (const [attribute, value] of Object.entries(attributes)) write(footprint, attribute, value);
    if (masterIndex !== undefined) write(footprint, 'master', masterIndex);
    if (addAltName !== undefined || deleteAltName !== undefined) footprint.follows.add('altNames');
    if (data !== undefined) footprint.follows.add('data').add('mode');
    if (port !== undefined) footprint.follows.add('port');

    if (changes.name !== undefined) footprint.lastName = changes.name;
    if (changes.up === false || changes.name !== undefined || changes.mac !== undefined || changes.arp !== undefined) {
      footprint.layer3 = true;
    }
    if (changes.master !== undefined) {
      this.#followPorts(this.#referred(link.master, namespace));
      const master = this.#model.namespace(namespace)?.find(changes.master ?? undefined, masterIndex);
      if (master) this.#followPorts(this.#link(namespace, master));
      footprint.follows.add('port');
      footprint.layer3 = true;
    }
    if (changes.mtu !== undefined) {
      this.#followPorts(this.#referred(link.master, namespace));
      for (const child of this.#children(namespace, link)) child.follows.add('mtu');
      if (Math.min(changes.mtu, link.mtu) < IPV6_MTU) {
        footprint.layer3 = true;
        footprint.follows.add('addressGeneration');
        this.#linkSysctls(footprint, 'ipv6');
      }
    }
    if (changes.mac !== undefined) {
      this.#followPorts(this.#referred(link.master, namespace));
      if (link.mode === 'passthru') this.#referred(link.parent, namespace)?.follows.add('mac');
      for (const child of this.#children(namespace, link)) child.follows.add('mac');
    }
    if (target !== undefined) this.#moves(footprint, namespace, link);
  }

  #moves(footprint: LinkFootprint, namespace: NamespaceRef, link: LinkState): void {
    for (const lost of ['up', 'master', 'port', 'addressGeneration']) footprint.follows.add(lost);
    footprint.layer3 = true;
    this.#followPorts(this.#referred(link.master, namespace));
    this.#linkSysctls(footprint, 'ipv4');
    this.#linkSysctls(footprint, 'ipv6');
  }

  #arrived({ namespace, name, ifindex, changes }: LinkSet): void {
    const target = changes.namespace === undefined ? undefined : this.#model.namespace(changes.namespace);
    const link =
      ifindex === undefined ? undefined : (target?.links.get(changes.namespaceIndex ?? ifindex) ?? target?.link(name));
    const footprint = ifindex === undefined ? undefined : this.#origin.get(linkId(namespaceKey(namespace), ifindex));
    if (!target || !link || !footprint) return;
    const place = { namespace: namespaceKey(target.ref), ifindex: link.ifindex };
    footprint.places.push(place);
    this.#origin.set(linkId(place.namespace, place.ifindex), footprint);
  }

  *#children(namespace: NamespaceRef, link: LinkState): Generator<LinkFootprint> {
    const home = namespaceKey(namespace);
    for (const other of this.#model.namespaces()) {
      for (const child of other.links.values()) {
        if (child.parent?.ifindex !== link.ifindex) continue;
        if (namespaceKey(child.parent.namespace ?? other.ref) === home) yield this.#link(other.ref, child);
      }
    }
  }

  #deleteLink({ namespace, name, ifindex }: LinkDelete): void {
    const link = this.#model.namespace(namespace)?.find(name, ifindex);
    if (link) this.#dies(namespace, link);
  }

  #dies(namespace: NamespaceRef, link: LinkState): void {
    const footprint = this.#link(namespace, link);
    if (footprint.deleted) return;
    footprint.deleted = true;
    footprint.layer3 = true;
    this.#linkSysctls(footprint, 'ipv4');
    this.#linkSysctls(footprint, 'ipv6');
    this.#followPorts(this.#referred(link.master, namespace));
    const peer = link.peer && this.#model.follow(link.peer, namespace);
    if (peer) this.#dies(peer.namespace.ref, peer.link);
    for (const child of this.#children(namespace, link)) {
      const place = child.places.at(-1);
      const model = place && this.#model.namespace(namespaceFromKey(place.namespace));
      const state = place && model?.links.get(place.ifindex);
      if (state && model) this.#dies(model.ref, state);
    }
    for (const port of this.#model.namespace(namespace)?.links.values() ?? []) {
      if (port.master?.ifindex !== link.ifindex) continue;
      const freed = this.#link(namespace, port);
      freed.follows.add('master').add('port');
      freed.layer3 = true;
    }
  }

  #deleteNamespace(namespace: string, aside?: string): void {
    this.footprint.namespacesDeleted.set(namespace, aside);
    for (const link of this.#model.namespace(namespace)?.links.values() ?? []) this.#dies(namespace, link);
  }

  #setSysctl(namespace: NamespaceRef, key: string, value: string): void {
    const names = [...(this.#model.namespace(namespace)?.links.values() ?? [])].map((link) => link.name);
    const written = this.#sysctls(namespace);
    for (const follower of spreadOf(key, names)) if (!written.has(follower)) written.set(follower, new Set());
    const values = written.get(key) ?? new Set();
    written.set(key, values.add(value));
    if (!key.endsWith('/disable_ipv6')) return;
    for (const link of this.#model.namespace(namespace)?.links.values() ?? [])
      this.#link(namespace, link).layer3 = true;
  }

  /** By the name and in the place that the link had first: there they are put back. */
  #linkSysctls({ name, places, made }: LinkFootprint, family: 'ipv4' | 'ipv6'): void {
    const [home] = places;
    if (made || !home) return;
    const written = this.#sysctls(namespaceFromKey(home.namespace));
    for (const key of spreadOf(`net/${family}/conf/${name}`, [])) {
      if (!written.has(key)) written.set(key, new Set());
    }
  }

  #sysctls(namespace: NamespaceRef): Map<string, Set<string>> {
    const key = namespaceKey(namespace);
    const known = this.footprint.sysctls.get(key) ?? new Map<string, Set<string>>();
    this.footprint.sysctls.set(key, known);
    return known;
  }

  #entry(operation: KernelOperation): void {
    if ('link' in operation) {
      const link = this.#model.namespace(operation.namespace)?.find(operation.link, operation.ifindex);
      const footprint = link && this.#link(operation.namespace, link);
      // An address that comes or goes takes others and routes with it.
      if (footprint && operation.op.startsWith('address.')) footprint.layer3 = true;
    }
    const key = this.#keyOf(operation);
    if (key === undefined) return;
    const list = this.footprint.entries.get(key);
    if (list) list.push(operation);
    else this.footprint.entries.set(key, [operation]);
  }

  /** A delete may leave open which metric the route has; it is the one of the route that goes. */
  #keyOf(operation: KernelOperation): string | undefined {
    if (operation.op !== 'route.delete') return keyOfEntry(operation);
    const namespace = this.#model.namespace(operation.namespace);
    const route = namespace && routeToDelete(namespace, operation);
    return routeEntryKey(namespaceKey(operation.namespace), route ?? operation);
  }
}

function write(footprint: LinkFootprint, attribute: string, value: unknown): void {
  const values = footprint.written.get(attribute) ?? new Set<string>();
  footprint.written.set(attribute, values.add(JSON.stringify(value)));
}
