import type { AddressFamily } from '../value/address-family.js';
import type { OnLink } from './on-namespace.js';

/** An address as it is asked for: `ip address add ADDRESS dev LINK …`. */
export interface AddressAttributes {
  readonly family: AddressFamily;
  /** Address with prefix length, in the text form of RFC 5952 for IPv6, host bits kept. */
  readonly address: string;
  /** The far end of a point-to-point address, with its prefix length. */
  readonly peer?: string;
  readonly broadcast?: string;
  readonly label?: string;
  /** `global`, `site`, `link`, `host`, `nowhere` or a number as text. */
  readonly scope?: string;
  /** Metric of the prefix route that comes with the address. */
  readonly metric?: number;
  readonly noPrefixRoute?: boolean;
  /** IPv6: use it at once, without duplicate address detection (RFC 4862). */
  readonly noDad?: boolean;
  readonly home?: boolean;
  readonly manageTemp?: boolean;
  readonly autoJoin?: boolean;
  /** Seconds; absent means forever. */
  readonly validLifetime?: number;
  readonly preferredLifetime?: number;
}

/** Adds an address; fails where the link has it. */
export interface AddressAdd extends OnLink, AddressAttributes {
  readonly op: 'address.add';
}

/** Gives an address the flags and lifetimes said here, or adds it. */
export interface AddressReplace extends OnLink, AddressAttributes {
  readonly op: 'address.replace';
}

/** Deletes an address. */
export interface AddressDelete extends OnLink {
  readonly op: 'address.delete';
  readonly family: AddressFamily;
  readonly address: string;
  readonly peer?: string;
}
