import { namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import { NamespaceModel } from './namespace-model.js';
import type { LinkReference, LinkState, NetworkState } from './network-state.js';

/**
 * A network while effects are worked out on it. It models causes, and of the consequences those that take something away
 * (what a link going down flushes, what dies with a link): what a rollback must put back.
 */
export class NetworkModel {
  readonly #namespaces = new Map<string, NamespaceModel>();
  #nextIndex = -1;

  static from(state: NetworkState): NetworkModel {
    const model = new NetworkModel();
    for (const namespace of state.namespaces) model.put(NamespaceModel.from(namespace));
    return model;
  }

  put(namespace: NamespaceModel): void {
    this.#namespaces.set(namespaceKey(namespace.ref), namespace);
  }

  namespace(ref: NamespaceRef): NamespaceModel | undefined {
    return this.#namespaces.get(namespaceKey(ref));
  }

  delete(ref: NamespaceRef): void {
    this.#namespaces.delete(namespaceKey(ref));
  }

  /** The same network without some of its namespaces. */
  without(refs: readonly NamespaceRef[]): NetworkModel {
    const model = new NetworkModel();
    for (const namespace of this.namespaces()) model.put(namespace);
    for (const ref of refs) model.delete(ref);
    return model;
  }

  /** Gives a namespace another name, in what refers to it as well. */
  rename(from: string, to: string): void {
    const old = this.namespace(from);
    if (!old) return;
    this.delete(from);
    this.put(NamespaceModel.from({ ...old.toState(), namespace: to }));
    const renamed = (reference: LinkReference | undefined): LinkReference | undefined =>
      reference?.namespace === from ? { ...reference, namespace: to } : reference;
    for (const namespace of this.namespaces()) {
      for (const link of namespace.links.values()) {
        const [peer, parent, master] = [renamed(link.peer), renamed(link.parent), renamed(link.master)];
        if (peer === link.peer && parent === link.parent && master === link.master) continue;
        namespace.putLink({
          ...link,
          ...(peer ? { peer } : {}),
          ...(parent ? { parent } : {}),
          ...(master ? { master } : {}),
        });
      }
    }
  }

  namespaces(): IterableIterator<NamespaceModel> {
    return this.#namespaces.values();
  }

  /** The link that a reference means, with its namespace. */
  follow(reference: LinkReference, from: NamespaceRef): { link: LinkState; namespace: NamespaceModel } | undefined {
    const namespace = this.namespace(reference.namespace ?? from);
    const link = namespace?.links.get(reference.ifindex);
    return namespace && link ? { link, namespace } : undefined;
  }

  /** A stand-in for an index that is not chosen yet: negative, counted down, so that plans are the same every time. */
  placeholderIndex(): number {
    return this.#nextIndex--;
  }

  toState(): NetworkState {
    return { namespaces: [...this.#namespaces.values()].map((namespace) => namespace.toState()) };
  }
}
