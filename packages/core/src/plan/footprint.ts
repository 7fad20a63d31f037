import type { KernelOperation } from '../operation/operation.js';

/** A link by its identity: the namespace that it was in before (or was made in), and its index there. */
export type LinkId = string;

export function linkId(namespace: string, ifindex: number): LinkId {
  return `${namespace}/${ifindex}`;
}

/** What a transaction does to one link. */
export interface LinkFootprint {
  readonly id: LinkId;
  /** The name that it had first, and the one that it has in the end. */
  readonly name: string;
  lastName: string;
  readonly kind: string;
  /** The transaction makes it. */
  readonly made: boolean;
  /** Making it failed: one of its index is ours only if it has the name as well. */
  doubtful?: boolean;
  /** The transaction deletes it, or what it stands on. */
  deleted: boolean;
  /** Where it may be: the namespace that it was in first, then those that it is moved to, with its index in each. */
  readonly places: { readonly namespace: string; readonly ifindex: number }[];
  /** The values that the transaction gives each attribute, as JSON. */
  readonly written: Map<string, Set<string>>;
  /** Attributes that follow something else that the transaction changes: whatever they are now counts as its doing. */
  readonly follows: Set<string>;
  /** Its neighbours may be lost, since its hardware address follows another link's. */
  neighbours: boolean;
  /** Its addresses, routes, neighbours and forwarding entries may be lost or changed. */
  layer3: boolean;
}

/** Everything that a transaction does, by what it does it to: the keys that a rollback looks at, and no others. */
export interface Footprint {
  readonly namespacesMade: Set<string>;
  /** With the name that each is put aside under until the commit counts. */
  readonly namespacesDeleted: Map<string, string | undefined>;
  readonly links: Map<LinkId, LinkFootprint>;
  /** Links that it only builds on: a parent, the link that a route leads by. */
  readonly referred: Set<LinkId>;
  /** What it adds to or takes from lists (addresses, routes, rules …), by {@link entryKey}. */
  readonly entries: Map<string, KernelOperation[]>;
  /** Parameters by namespace; the values written, none for those that only follow another one. */
  readonly sysctls: Map<string, Map<string, Set<string>>>;
}

/** The keys of all namespaces that a footprint is in. */
export function footprintNamespaces(footprint: Footprint): Set<string> {
  const namespaces = new Set([...footprint.namespacesMade, ...footprint.sysctls.keys()]);
  for (const names of footprint.namespacesDeleted)
    for (const name of names) if (name !== undefined) namespaces.add(name);
  for (const { places } of footprint.links.values()) for (const { namespace } of places) namespaces.add(namespace);
  for (const [key] of footprint.entries) namespaces.add(key.slice(key.indexOf(' ') + 1, key.indexOf('\n')));
  return namespaces;
}

/** The key of an item of a list: its kind, its namespace, and what it is told apart by there. */
export function entryKey(
  kind: string,
  namespace: string,
  ...identity: readonly (string | number | boolean | undefined)[]
): string {
  return `${kind} ${namespace}\n${identity.map((part) => part ?? '').join('\n')}`;
}
