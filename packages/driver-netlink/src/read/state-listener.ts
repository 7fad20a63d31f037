import type { NamespaceIdentity, NamespaceRef, NamespaceState } from '@netloom/core';
import type { MessageReader } from '../wire/message-reader.js';
import type { DumpName } from './dumps.js';

/** What is known of a namespace beside its tables. */
export interface NamespaceFacts {
  readonly ref: NamespaceRef;
  readonly identity: NamespaceIdentity;
  readonly sysctls: NamespaceState['sysctls'];
  /** The number by which it knows the host, and the host it, where there are such. */
  readonly hostNumber?: number | undefined;
  readonly numberOnHost?: number | undefined;
}

/** Hears what the kernel says of its state, namespace by namespace, in the kernel's own bytes. */
export interface StateListener {
  /** A dump of the namespace begins, or begins anew: what was taken of it before is void. */
  begin(dump: DumpName): void;
  /** Takes messages of the dump that was begun last. */
  take(messages: MessageReader): void;
  /** All dumps of the namespace are done. */
  end(facts: NamespaceFacts): void;
}
