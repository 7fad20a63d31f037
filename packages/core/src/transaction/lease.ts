import type { NamespaceRef } from '../value/namespace-ref.js';

/** What a DHCP server gave (RFC 2131). */
export interface Lease {
  readonly namespace: NamespaceRef;
  readonly link: string;
  /** With prefix length. */
  readonly address: string;
  readonly gateway?: string;
  readonly dns: readonly string[];
  readonly mtu?: number;
  /** ISO 8601. */
  readonly expiresAt: string;
}
