import type { NamespaceState } from '../../state/network-state.js';
import { namespaceKey, type NamespaceRef } from '../../value/namespace-ref.js';
import type { KnownLink } from './known-link.js';
import { RuleView } from './rule-view.js';

/** A namespace at one point of the chain: which links it has, by all their names. */
export class NamespaceView {
  readonly ref: NamespaceRef;
  readonly key: string;
  /** Whether it is there: it was, or the chain made it. */
  exists: boolean;
  /** The text of the call that deleted it. */
  deletedBy: string | undefined;
  readonly links: Map<string, KnownLink> = new Map();
  /** For each kind the next number to try for a default name, so that finding a free one stays cheap. */
  nextDefault: Map<string, number> | undefined;
  /** For `ensure`: links that a call without a name may mean, see `defaultName`. */
  standing: Map<string, string[]> | undefined;

  readonly #state: NamespaceState | undefined;
  #rules: RuleView | undefined;

  constructor(ref: NamespaceRef, state: NamespaceState | undefined, exists: boolean) {
    this.ref = ref;
    this.key = namespaceKey(ref);
    this.exists = exists;
    this.#state = state;
    for (const link of state?.links ?? []) {
      this.put({
        name: link.name,
        kind: link.kind,
        up: link.up,
        altNames: [...link.altNames],
        namespace: this,
        state: link,
      });
    }
    // One that was read has its own, whatever it is called by now.
    if (exists && !state) this.#bringLoopback();
  }

  get rules(): RuleView {
    this.#rules ??= new RuleView(this.#state?.rules ?? []);
    return this.#rules;
  }

  put(link: KnownLink): void {
    link.namespace = this;
    this.links.set(link.name, link);
    for (const name of link.altNames) this.links.set(name, link);
  }

  remove(link: KnownLink): void {
    for (const name of [link.name, ...link.altNames]) {
      if (this.links.get(name) === link) this.links.delete(name);
    }
  }

  /** Makes it anew, with the `lo` that the kernel puts into every namespace. */
  make(): void {
    this.exists = true;
    this.deletedBy = undefined;
    this.#rules = new RuleView([]);
    this.#bringLoopback();
  }

  #bringLoopback(): void {
    if (!this.links.has('lo')) this.put({ name: 'lo', kind: 'loopback', up: undefined, altNames: [], namespace: this });
  }
}
