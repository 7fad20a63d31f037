import type { NamespaceIdentity, NamespaceRef, NamespaceState } from '@netloom/core';
import type { RawLink } from '../json/link.js';

/** A namespace as it was read, its links' references to other links still open. */
export interface RawNamespace {
  readonly namespace: NamespaceRef;
  readonly identity: NamespaceIdentity;
  readonly links: readonly RawLink[];
  readonly rest: Pick<NamespaceState, 'addresses' | 'routes' | 'rules' | 'neighbours' | 'fdb'>;
}
