import type { LinkKinds } from '../link-kind/link-kinds.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import type { JsonValue } from '../value/json.js';
import type { LinkAttributes } from './link-attributes.js';
import type { OnNamespace } from './on-namespace.js';
import type { PortOptions } from './port-options.js';

/** A link with everything that it will have, made by one message. `ip link add …`; fails where the name exists. */
export type LinkAdd = {
  [K in keyof LinkKinds]: OnNamespace &
    LinkAttributes & {
      readonly op: 'link.add';
      readonly kind: K;
      readonly name: string;
      /** The index wanted, chosen when the transaction is committed; absent leaves it to the kernel. */
      readonly ifindex?: number;
      readonly data: LinkKinds[K];
    };
}[keyof LinkKinds];

/** What a `link.set` may change. `null` takes away. A planned operation holds one change, so that it is all or nothing. */
export interface LinkChanges {
  readonly name?: string;
  readonly up?: boolean;
  readonly mac?: string;
  readonly mtu?: number;
  readonly master?: string | null;
  readonly masterIndex?: number;
  readonly alias?: string | null;
  readonly addAltName?: string;
  readonly deleteAltName?: string;
  readonly txQueueLength?: number;
  readonly group?: number;
  readonly promiscuous?: boolean;
  readonly allMulticast?: boolean;
  readonly multicast?: boolean;
  readonly arp?: boolean;
  /** How IPv6 link-local addresses are made: `ip link set … addrgenmode …`. */
  readonly addressGeneration?: AddressGeneration;
  /** Moves the link into this namespace: `ip link set … netns …`. */
  readonly namespace?: NamespaceRef;
  /** The index wanted after the move; drivers that cannot ask for one leave it to the kernel. */
  readonly namespaceIndex?: number;
  /** Options of the link's own kind that can be changed in place, in the words of {@link LinkKinds}. */
  readonly data?: { readonly [option: string]: JsonValue };
  /** Options of the link as a bridge port: `bridge link set …`. */
  readonly port?: PortOptions;
}

export type AddressGeneration = 'eui64' | 'none' | 'stable-privacy' | 'random';

/** Changes a link that exists. `ip link set …`. */
export interface LinkSet extends OnNamespace {
  readonly op: 'link.set';
  readonly name: string;
  /** Which link, whatever its name is by then. */
  readonly ifindex?: number;
  /** The link's kind, needed for changes of `data`. */
  readonly kind?: string;
  readonly changes: LinkChanges;
}

/** Deletes a link; a veth's peer and the links that stand on it go with it. `ip link delete …`. */
export interface LinkDelete extends OnNamespace {
  readonly op: 'link.delete';
  readonly name: string;
  readonly ifindex?: number;
}
