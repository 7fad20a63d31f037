import type { NamespaceRef } from '@netloom/core';

/**
 * A link that is known by its index in another namespace, and by the number that the namespace which it is seen from has
 * for that one. What is not known of it yet the kernel must be asked, with the namespaces open.
 */
export interface ForeignLink {
  /** The namespace that it is seen from. */
  readonly from: NamespaceRef;
  readonly ifindex: number;
  readonly number: number;
  /** The namespace that it is in, where that is known. */
  readonly namespace?: NamespaceRef;
  /** Otherwise the namespaces that were read and have a link of this index. */
  readonly likely: readonly NamespaceRef[];
}

export interface ForeignQuestion {
  readonly links: readonly ForeignLink[];
  /** The namespaces that were read. */
  readonly read: readonly NamespaceRef[];
}

/** What could be found out of a {@link ForeignLink}: no name where it is one of those that were read. */
export interface ForeignAnswer {
  readonly namespace?: NamespaceRef;
  readonly name?: string;
}
