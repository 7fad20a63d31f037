import type { NamespaceRef } from '../value/namespace-ref.js';

/** The five modes of macvlan and macvtap, in the words of ip-link(8). */
export type MacvlanMode = 'private' | 'vepa' | 'bridge' | 'passthru' | 'source';

/** `ip link add link PARENT … type macvlan mode MODE`, see ip-link(8). */
export interface MacvlanData {
  readonly parent: string;
  readonly parentNamespace: NamespaceRef;
  /** The parent's index, which wins over its name; used when a link is put back. */
  readonly parentIndex?: number;
  readonly mode: MacvlanMode;
}
