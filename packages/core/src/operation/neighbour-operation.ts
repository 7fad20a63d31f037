import type { AddressFamily } from '../value/address-family.js';
import type { OnLink } from './on-namespace.js';

/** A neighbour entry that a person or a program put there: `ip neighbour … nud permanent`, or a proxy entry. */
export interface NeighbourAttributes {
  readonly family: AddressFamily;
  readonly address: string;
  readonly mac?: string;
  /** `permanent` or `noarp` where an entry is written; others are the kernel's own. */
  readonly state?: 'permanent' | 'noarp' | 'reachable' | 'stale';
  readonly proxy?: boolean;
  readonly router?: boolean;
}

export interface NeighbourAdd extends OnLink, NeighbourAttributes {
  readonly op: 'neighbour.add';
}

export interface NeighbourReplace extends OnLink, NeighbourAttributes {
  readonly op: 'neighbour.replace';
}

export interface NeighbourDelete extends OnLink {
  readonly op: 'neighbour.delete';
  readonly family: AddressFamily;
  readonly address: string;
  readonly proxy?: boolean;
}
