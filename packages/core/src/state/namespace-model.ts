import type { NamespaceRef } from '../value/namespace-ref.js';
import type {
  AddressState,
  FdbState,
  LinkState,
  NamespaceIdentity,
  NamespaceState,
  NeighbourState,
  RouteState,
  RuleState,
} from './network-state.js';
import { RouteList } from './route-list.js';

const NOBODY: NamespaceIdentity = Object.freeze({ inode: 0 });

/** One namespace while effects are worked out: the lists of {@link NamespaceState}, indexed and changeable. */
export class NamespaceModel {
  readonly ref: NamespaceRef;
  readonly identity: NamespaceIdentity;
  readonly links: Map<number, LinkState> = new Map();
  /** Names and alternative names to indexes. */
  readonly names: Map<string, number> = new Map();
  readonly addresses: Map<number, AddressState[]> = new Map();
  readonly routes: RouteList;
  rules: RuleState[] = [];
  // Made when they are first looked at: most namespaces have none of these.
  #neighbours: Map<number, NeighbourState[]> | undefined;
  #fdb: Map<number, FdbState[]> | undefined;
  #sysctls: Map<string, string> | undefined;

  constructor(ref: NamespaceRef, identity: NamespaceIdentity = NOBODY, routes: readonly RouteState[] = []) {
    this.ref = ref;
    this.identity = identity;
    this.routes = new RouteList(routes);
  }

  static from(state: NamespaceState): NamespaceModel {
    const model = new NamespaceModel(state.namespace, state.identity, state.routes);
    for (const link of state.links) model.putLink(link);
    for (const address of state.addresses) append(model.addresses, address.ifindex, address);
    for (const neighbour of state.neighbours) append(model.neighbours, neighbour.ifindex, neighbour);
    for (const entry of state.fdb) append(model.fdb, entry.ifindex, asAsked(entry, model.links.get(entry.ifindex)));
    model.rules = [...state.rules];
    for (const [key, value] of Object.entries(state.sysctls)) model.sysctls.set(key, value);
    return model;
  }

  get neighbours(): Map<number, NeighbourState[]> {
    return (this.#neighbours ??= new Map());
  }

  get fdb(): Map<number, FdbState[]> {
    return (this.#fdb ??= new Map());
  }

  get sysctls(): Map<string, string> {
    return (this.#sysctls ??= new Map());
  }

  link(name: string): LinkState | undefined {
    const index = this.names.get(name);
    return index === undefined ? undefined : this.links.get(index);
  }

  /** The link meant by an operation: by its index where one is given, else by its name. */
  find(name: string | undefined, ifindex: number | undefined): LinkState | undefined {
    if (ifindex !== undefined) return this.links.get(ifindex);
    return name === undefined ? undefined : this.link(name);
  }

  putLink(link: LinkState): void {
    const old = this.links.get(link.ifindex);
    if (old) this.#forgetNames(old);
    this.links.set(link.ifindex, link);
    this.names.set(link.name, link.ifindex);
    for (const name of link.altNames) this.names.set(name, link.ifindex);
  }

  /** Takes the link away with everything that goes with it. */
  removeLink(ifindex: number): void {
    const link = this.links.get(ifindex);
    if (!link) return;
    this.#forgetNames(link);
    this.links.delete(ifindex);
    for (const table of [this.addresses, this.neighbours, this.fdb]) table.delete(ifindex);
    this.routes.keep(ifindex, () => false);
  }

  /** Alternative names are unique among all names of a namespace. */
  nameTaken(name: string): boolean {
    return this.names.has(name);
  }

  toState(): NamespaceState {
    return {
      namespace: this.ref,
      inode: this.identity.inode,
      identity: this.identity,
      links: [...this.links.values()],
      addresses: [...this.addresses.values()].flat(),
      routes: this.routes.all(),
      rules: this.rules,
      neighbours: [...this.neighbours.values()].flat(),
      fdb: [...this.fdb.values()].flat(),
      sysctls: Object.fromEntries(this.sysctls),
    };
  }

  #forgetNames(link: LinkState): void {
    this.names.delete(link.name);
    for (const name of link.altNames) this.names.delete(name);
  }
}

/** What a bridge is asked to keep as its own it shows as its table's (net/bridge/br_fdb.c). */
function asAsked(entry: FdbState, link: LinkState | undefined): FdbState {
  return link?.kind === 'bridge' && entry.owner === 'master' ? { ...entry, owner: 'self' } : entry;
}

/** Adds an item to the list under a key. */
export function append<K, V>(lists: Map<K, V[]>, key: K, item: V): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
