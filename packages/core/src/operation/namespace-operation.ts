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
