import type { LinkReference, NamespaceState, NetworkState } from '../../state/network-state.js';
import { isHost, namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import type { KnownLink } from './known-link.js';
import { NamespaceView } from './namespace-view.js';

/** All namespaces at one point of the chain. Each is looked into when it is first asked for. */
export class NetworkView {
  readonly #states: ReadonlyMap<string, NamespaceState>;
  readonly #views = new Map<string, NamespaceView>();
  #byIndex: Map<string, KnownLink> | undefined;
  #children: Map<string, KnownLink[]> | undefined;

  constructor(state: NetworkState) {
    this.#states = new Map(state.namespaces.map((namespace) => [namespaceKey(namespace.namespace), namespace]));
  }

  namespace(ref: NamespaceRef): NamespaceView {
    const key = namespaceKey(ref);
    const known = this.#views.get(key);
    if (known) return known;
    const state = this.#states.get(key);
    const view = new NamespaceView(ref, state, state !== undefined || isHost(ref));
    this.#views.set(key, view);
    return view;
  }

  /** Takes a link away with what goes with it: a veth's other end, and the links that stand on it, in any namespace. */
  delete(link: KnownLink): void {
    const pending = [link];
    const gone = new Set<KnownLink>();
    for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
      if (gone.has(one)) continue;
      gone.add(one);
      one.namespace.remove(one);
      pending.push(...this.#dependents(one));
    }
  }

  /** Takes a namespace away with all that is in it. */
  deleteNamespace(view: NamespaceView, by: string): void {
    for (const link of new Set(view.links.values())) this.delete(link);
    view.links.clear();
    view.exists = false;
    view.deletedBy = by;
  }

  #dependents(link: KnownLink): KnownLink[] {
    const dependents = [...(link.children ?? [])];
    if (link.peer) dependents.push(link.peer);
    if (!link.state) return dependents;
    const home = link.namespace.key;
    const peer = link.state.peer && this.#index().get(indexKey(home, link.state.peer));
    if (peer) dependents.push(peer);
    return [...dependents, ...(this.#parents().get(indexKey(home, link.state)) ?? [])];
  }

  #index(): Map<string, KnownLink> {
    if (this.#byIndex) return this.#byIndex;
    this.#byIndex = new Map();
    for (const { namespace } of this.#states.values()) {
      const view = this.namespace(namespace);
      for (const link of view.links.values()) {
        if (link.state) this.#byIndex.set(indexKey(view.key, link.state), link);
      }
    }
    return this.#byIndex;
  }

  /** The links that stand on each link of the state. */
  #parents(): Map<string, KnownLink[]> {
    if (this.#children) return this.#children;
    this.#children = new Map();
    for (const link of this.#index().values()) {
      if (!link.state?.parent) continue;
      const key = indexKey(link.namespace.key, link.state.parent);
      const siblings = this.#children.get(key);
      if (siblings) siblings.push(link);
      else this.#children.set(key, [link]);
    }
    return this.#children;
  }
}

/** An index is unique in its namespace only. A reference without a namespace is to a link of the same one. */
function indexKey(home: string, { ifindex, namespace }: Pick<LinkReference, 'ifindex' | 'namespace'>): string {
  return `${ifindex} ${namespace === undefined ? home : namespaceKey(namespace)}`;
}
