import { parsePrefix, type IpPrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';

const NETWORK = parsePrefix('fe80::/64');
/** The universal/local bit of an EUI-64, which an interface identifier has inverted (RFC 4291, appendix A). */
const UNIVERSAL_LOCAL = 0x02n << 56n;

/** The link-local address that the kernel makes of the MAC, where it makes one (`addrgenmode eui64`). */
export function linkLocalAddress(link: Link): IpPrefix | undefined {
  if (link.addressGeneration !== 'eui64' || link.mac === '') return undefined;
  const { mac } = link;
  const vendor = Number.parseInt(`${mac.slice(0, 2)}${mac.slice(3, 5)}${mac.slice(6, 8)}`, 16);
  const own = Number.parseInt(`${mac.slice(9, 11)}${mac.slice(12, 14)}${mac.slice(15)}`, 16);
  const eui64 = (BigInt(vendor) << 40n) | BigInt(0xfffe_000000 + own);
  return { family: 'inet6', value: NETWORK.value | (eui64 ^ UNIVERSAL_LOCAL), length: NETWORK.length };
}
