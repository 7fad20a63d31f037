import { linkKey } from '../operation/mentioned-links.js';
import type { KernelOperation } from '../operation/operation.js';
import type { NetworkState } from '../state/network-state.js';
import { namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';

/** What a name stands for. */
export interface NamedLink {
  /** Absent for one that came where its index was taken, by a driver that cannot ask for another: the kernel chooses. */
  readonly ifindex?: number;
  readonly kind: string;
  /** Where a link was that has been moved, as its namespace's key, and its index there. */
  readonly home?: { readonly namespace: string; readonly ifindex: number | undefined };
}

/** Which link each name stands for while operations are gone through: all that choosing indexes needs of the state. */
export class LinkDirectory {
  readonly #links = new Map<string, NamedLink>();
  /** By namespace, where links are moved: only then it is asked which are taken. */
  readonly #indexes: Map<string, Set<number>> | undefined;

  constructor({ namespaces }: NetworkState, moves: boolean) {
    if (moves) this.#indexes = new Map();
    for (const { namespace, links } of namespaces) {
      for (const { name, altNames, ifindex, kind } of links) {
        for (const each of [name, ...altNames]) this.#put(namespace, each, { ifindex, kind });
      }
    }
  }

  find(namespace: NamespaceRef, name: string): NamedLink | undefined {
    return this.#links.get(linkKey(namespace, name));
  }

  isTaken(namespace: NamespaceRef, ifindex: number | undefined): boolean {
    if (ifindex === undefined) return false;
    return this.#indexes?.get(namespaceKey(namespace))?.has(ifindex) ?? false;
  }

  /** Notes what an operation does to names. */
  follow(operation: KernelOperation): void {
    switch (operation.op) {
      case 'namespace.add':
        this.#put(operation.namespace, 'lo', { ifindex: 1, kind: 'loopback' });
        break;
      case 'link.add': {
        const { namespace, name, kind, ifindex } = operation;
        for (const each of [name, ...(operation.altNames ?? [])])
          if (ifindex !== undefined) this.#put(namespace, each, { ifindex, kind });
        if (operation.kind !== 'veth') break;
        const { peer } = operation.data;
        if (peer.ifindex === undefined) break;
        for (const each of [peer.name, ...(peer.altNames ?? [])])
          this.#put(peer.namespace, each, { ifindex: peer.ifindex, kind });
        break;
      }
      case 'link.set': {
        const link = this.find(operation.namespace, operation.name);
        const {
          name = operation.name,
          namespace = operation.namespace,
          namespaceIndex,
          addAltName,
        } = operation.changes;
        if (!link) break;
        if (addAltName !== undefined) this.#put(operation.namespace, addAltName, link);
        if (name === operation.name && namespace === operation.namespace) break;
        this.#remove(operation.namespace, operation.name);
        const { kind, ifindex } = link;
        const home = link.home ?? { namespace: namespaceKey(operation.namespace), ifindex };
        const index = namespaceIndex ?? (this.isTaken(namespace, ifindex) ? undefined : ifindex);
        this.#put(namespace, name, { kind, home, ...(index === undefined ? {} : { ifindex: index }) });
        break;
      }
      case 'link.delete':
        this.#remove(operation.namespace, operation.name);
        break;
      case 'namespace.delete':
      case 'namespace.set':
        // It is put aside, and nothing in it is spoken of any more.
        for (const key of this.#links.keys())
          if (key.startsWith(linkKey(operation.namespace, ''))) this.#links.delete(key);
        this.#indexes?.delete(namespaceKey(operation.namespace));
        break;
      default:
    }
  }

  #remove(namespace: NamespaceRef, name: string): void {
    const link = this.find(namespace, name);
    this.#links.delete(linkKey(namespace, name));
    if (link?.ifindex !== undefined) this.#indexes?.get(namespaceKey(namespace))?.delete(link.ifindex);
  }

  #put(namespace: NamespaceRef, name: string, link: NamedLink): void {
    this.#links.set(linkKey(namespace, name), link);
    if (link.ifindex === undefined || this.#indexes === undefined) return;
    const key = namespaceKey(namespace);
    const indexes = this.#indexes.get(key);
    if (indexes) indexes.add(link.ifindex);
    else this.#indexes.set(key, new Set([link.ifindex]));
  }
}
