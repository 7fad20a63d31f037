import type { LinkAttributes } from '../operation/link-attributes.js';
import type { NamespaceRef } from '../value/namespace-ref.js';

/** The other end of a veth pair: a link of its own, made by the same message. */
export interface VethPeer extends LinkAttributes {
  readonly name: string;
  readonly namespace: NamespaceRef;
  /** The index wanted for the peer; chosen when the transaction is committed. */
  readonly ifindex?: number;
}

/** `ip link add … type veth peer …`, see ip-link(8). */
export interface VethData {
  readonly peer: VethPeer;
  /** How many queues each end is made with; absent leaves it to the kernel (as many as there are CPUs). */
  readonly queues?: { readonly tx: number; readonly rx: number };
}
