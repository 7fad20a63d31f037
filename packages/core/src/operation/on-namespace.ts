import type { NamespaceRef } from '../value/namespace-ref.js';

/** What every operation has: the namespace that it happens in. */
export interface OnNamespace {
  readonly namespace: NamespaceRef;
}

/**
 * What every operation on one link has. `ifindex`, where given, says which link is meant whatever its name is by then;
 * rollback and undo always give it, so that a link that somebody else made under the same name is never touched.
 */
export interface OnLink extends OnNamespace {
  readonly link: string;
  readonly ifindex?: number;
}
