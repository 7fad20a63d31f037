import { linkKey } from '../operation/mentioned-links.js';
import type { KernelOperation } from '../operation/operation.js';
import type { NetworkState } from '../state/network-state.js';
import { namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';

/** What a name stands for. */
export interface NamedLink {
  readonly ifindex: number;
  readonly kind: string;
}

/** Which link each name stands for while operations are gone through: all that choosing indexes needs of the state. */
export class LinkDirectory {
  readonly #links = new Map<string, NamedLink>();
  readonly #indexes = new Map<string, Set<number>>();

  constructor({ namespaces }: NetworkState) {
    for (const { namespace, links } of namespaces) {
      for (const { name, altNames, ifindex, kind } of links) {
        for (const each of [name, ...altNames]) this.#put(namespace, each, { ifindex, kind });
      }
    }
  }

  find(namespace: NamespaceRef, name: string): NamedLink | undefined {
    return this.#links.get(linkKey(namespace, name));
  }

  isTaken(namespace: NamespaceRef, ifindex: number): boolean {
    return this.#indexes.get(namespaceKey(namespace))?.has(ifindex) ?? false;
  }

  /** Notes what an operation does to names. */
  follow(operation: KernelOperation): void {
    switch (operation.op) {
      case 'namespace.add':
        this.#put(operation.namespace, 'lo', { ifindex: 1, kind: 'loopback' });
        break;
      case 'link.add': {
        const { namespace, name, kind, ifindex } = operation;
        if (ifindex !== undefined) this.#put(namespace, name, { ifindex, kind });
        for (const each of operation.altNames ?? [])
          if (ifindex !== undefined) this.#put(namespace, each, { ifindex, kind });
        if (operation.kind !== 'veth') break;
        const { peer } = operation.data;
        if (peer.ifindex !== undefined) this.#put(peer.namespace, peer.name, { ifindex: peer.ifindex, kind });
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
        this.#links.delete(linkKey(operation.namespace, operation.name));
        this.#put(namespace, name, { ...link, ifindex: namespaceIndex ?? link.ifindex });
        break;
      }
      case 'link.delete':
        this.#links.delete(linkKey(operation.namespace, operation.name));
        break;
      default:
    }
  }

  #put(namespace: NamespaceRef, name: string, link: NamedLink): void {
    this.#links.set(linkKey(namespace, name), link);
    const key = namespaceKey(namespace);
    const indexes = this.#indexes.get(key);
    if (indexes) indexes.add(link.ifindex);
    else this.#indexes.set(key, new Set([link.ifindex]));
  }
}
