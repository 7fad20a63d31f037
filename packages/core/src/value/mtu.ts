import { integer } from './integer.js';
import type { Parser } from './parsed.js';

/** The least with which a link has IPv6 at all (RFC 8200, section 5). */
export const IPV6_MTU = 1280;

/**
 * The largest packet in bytes. 68 is the smallest that IPv4 allows (RFC 791) and, as ETH_MIN_MTU, the kernel's limit for
 * veth, bridge and macvlan; 65535 is ETH_MAX_MTU. Under 1280 (RFC 8200) the kernel takes IPv6 off the link.
 */
export const parseMtu: Parser<number> = integer('mtu', 68, 65_535, 'bytes');
