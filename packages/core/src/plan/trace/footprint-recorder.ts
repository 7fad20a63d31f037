import type { KernelOperation } from '../../operation/operation.js';
import { NetworkModel } from '../../state/network-model.js';
import type { LinkReference, LinkState, NetworkState } from '../../state/network-state.js';
import { namespaceFromKey, namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import { linkId, type Footprint, type LinkFootprint } from '../footprint.js';
import { spreadOf } from '../sysctl-spread.js';

/** Of a link that the transaction makes nothing is ever put back: what would be noted of it is not kept. */
const NOTHING_WRITTEN = new (class extends Map<string, Set<string>> {
  override set(): this {
    return this;
  }
})();
const NOTHING_FOLLOWS = new (class extends Set<string> {
  override add(): this {
    return this;
  }
})();

/** A footprint while it is recorded, with the network as the operations so far leave it. */
export class FootprintRecorder {
  readonly model: NetworkModel;
  readonly footprint: Footprint = {
    namespacesMade: new Set(),
    namespacesDeleted: new Map(),
    links: new Map(),
    referred: new Set(),
    entries: new Map(),
    sysctls: new Map(),
  };
  /** Where links are now, to what they were first. */
  readonly #origin = new Map<string, LinkFootprint>();
  /** Indexes that some link stands on, or stood on. Most links carry none. */
  readonly #carrying = new Set<number>();

  constructor(before: NetworkState) {
    this.model = NetworkModel.from(before);
    for (const { links } of before.namespaces) {
      for (const { parent } of links) if (parent) this.carries(parent.ifindex);
    }
  }

  /** The footprint of a link that is there: made when it is first met. */
  link(namespace: NamespaceRef, { name, kind, ifindex }: Pick<LinkState, 'name' | 'kind' | 'ifindex'>): LinkFootprint {
    const known = this.knownLink(namespace, ifindex);
    // What a namespace of ours holds from its birth (lo) goes with it.
    return known ?? this.#meet(namespace, { name, kind, ifindex }, this.isMade(namespace));
  }

  madeLink(namespace: NamespaceRef, link: Pick<LinkState, 'name' | 'kind' | 'ifindex'>): LinkFootprint {
    return this.knownLink(namespace, link.ifindex) ?? this.#meet(namespace, link, true);
  }

  knownLink(namespace: NamespaceRef, ifindex: number): LinkFootprint | undefined {
    return this.#origin.get(linkId(namespaceKey(namespace), ifindex));
  }

  /** The link that another refers to, with its namespace. */
  follow(
    reference: LinkReference | undefined,
    from: NamespaceRef,
  ): { readonly namespace: NamespaceRef; readonly link: LinkState } | undefined {
    const found = reference && this.model.follow(reference, from);
    return found && { namespace: found.namespace.ref, link: found.link };
  }

  /** A link of this index is stood on from here on. */
  carries(ifindex: number): void {
    this.#carrying.add(ifindex);
  }

  /** The links that stand on a link, wherever they are. */
  *childrenOf(
    namespace: NamespaceRef,
    { ifindex }: LinkState,
  ): Generator<{ readonly namespace: NamespaceRef; readonly link: LinkState }> {
    if (!this.#carrying.has(ifindex)) return;
    const home = namespaceKey(namespace);
    for (const other of this.model.namespaces()) {
      for (const link of other.links.values()) {
        if (link.parent?.ifindex !== ifindex) continue;
        if (namespaceKey(link.parent.namespace ?? other.ref) === home) yield { namespace: other.ref, link };
      }
    }
  }

  /** Notes a link that the transaction builds on and leaves as it is. */
  refer(namespace: NamespaceRef, ifindex: number): void {
    const id = linkId(namespaceKey(namespace), ifindex);
    this.footprint.referred.add(this.#origin.get(id)?.id ?? id);
  }

  /** Notes one more place that a link may be in. */
  arrive(footprint: LinkFootprint, namespace: NamespaceRef, ifindex: number): void {
    const key = namespaceKey(namespace);
    if (footprint.places.some((place) => this.#carrying.has(place.ifindex))) this.carries(ifindex);
    footprint.places.push({ namespace: key, ifindex });
    this.#origin.set(linkId(key, ifindex), footprint);
  }

  /** Notes an item of a list that an operation is about, or that goes with what one is about. */
  entry(key: string, operation?: KernelOperation): void {
    const list = this.footprint.entries.get(key);
    if (list === undefined) this.footprint.entries.set(key, operation ? [operation] : []);
    else if (operation) list.push(operation);
  }

  sysctls(namespace: NamespaceRef): Map<string, Set<string>> {
    const key = namespaceKey(namespace);
    const known = this.footprint.sysctls.get(key) ?? new Map<string, Set<string>>();
    this.footprint.sysctls.set(key, known);
    return known;
  }

  /** The parameters of a link may be lost: by the name and in the place that it had first, since there they are put back. */
  losesSysctls({ name, places, made }: LinkFootprint, family: 'ipv4' | 'ipv6'): void {
    const [home] = places;
    if (made || !home) return;
    const written = this.sysctls(namespaceFromKey(home.namespace));
    for (const key of spreadOf(`net/${family}/conf/${name}`, [])) {
      if (!written.has(key)) written.set(key, new Set());
    }
  }

  /** Whether the transaction makes the namespace. */
  isMade(namespace: NamespaceRef): boolean {
    return this.footprint.namespacesMade.has(namespaceKey(namespace));
  }

  #meet(
    namespace: NamespaceRef,
    { name, kind, ifindex }: Pick<LinkState, 'name' | 'kind' | 'ifindex'>,
    made: boolean,
  ): LinkFootprint {
    const key = namespaceKey(namespace);
    const id = linkId(key, ifindex);
    const footprint: LinkFootprint = {
      id,
      name,
      lastName: name,
      kind,
      made,
      deleted: false,
      places: [{ namespace: key, ifindex }],
      written: made ? NOTHING_WRITTEN : new Map(),
      follows: made ? NOTHING_FOLLOWS : new Set(),
      neighbours: false,
      layer3: false,
    };
    this.#origin.set(id, footprint);
    this.footprint.links.set(id, footprint);
    return footprint;
  }
}
