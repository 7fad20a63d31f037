import { parsePrefix, type IpPrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';

const NETWORK = parsePrefix('fe80::/64');
/** The universal/local bit of a MAC's first half, which an interface identifier has inverted (RFC 4291, appendix A). */
const UNIVERSAL_LOCAL = 0x02_0000;

/** The link-local address that the kernel makes of the MAC, where it makes one (`addrgenmode eui64`). */
export function linkLocalAddress(link: Link): IpPrefix | undefined {
  if (link.addressGeneration !== 'eui64' || link.mac === '') return undefined;
  const { mac } = link;
  const vendor = Number.parseInt(`${mac.slice(0, 2)}${mac.slice(3, 5)}${mac.slice(6, 8)}`, 16);
  const own = Number.parseInt(`${mac.slice(9, 11)}${mac.slice(12, 14)}${mac.slice(15)}`, 16);
  // In two halves of 32 bits: few large numbers are made.
  const high = BigInt((vendor ^ UNIVERSAL_LOCAL) * 256 + 0xff);
  const value = NETWORK.value | (high << 32n) | BigInt(0xfe00_0000 + own);
  return { family: 'inet6', value, length: NETWORK.length };
}
