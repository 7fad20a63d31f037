import type { OnNamespace } from './on-namespace.js';

/** Makes a named namespace, as `ip netns add NAME` does: fails where the name exists. */
export interface NamespaceAdd extends OnNamespace {
  readonly op: 'namespace.add';
  readonly namespace: string;
}

/** Removes a named namespace and what is in it, as `ip netns delete NAME` does. */
export interface NamespaceDelete extends OnNamespace {
  readonly op: 'namespace.delete';
  readonly namespace: string;
}

/**
 * Gives a named namespace another name; what is in it, and who is in it, stays. `ip` has no word for it: its file is bound
 * under the new name and unmounted under the old one. A leftover file of the new name that is no namespace is taken over.
 */
export interface NamespaceSet extends OnNamespace {
  readonly op: 'namespace.set';
  readonly namespace: string;
  readonly changes: { readonly name: string };
}
