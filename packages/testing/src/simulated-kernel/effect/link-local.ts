import { parsePrefix, type IpPrefix } from '../ip/ip-address.js';
import type { Link } from '../link.js';

const NETWORK = parsePrefix('fe80::/64');
/** The universal/local bit of an EUI-64, which an interface identifier has inverted (RFC 4291, appendix A). */
const UNIVERSAL_LOCAL = 0x02n << 56n;

/** The link-local address that the kernel makes of the MAC, where it makes one (`addrgenmode eui64`). */
export function linkLocalAddress(link: Link): IpPrefix | undefined {
  if (link.addressGeneration !== 'eui64' || link.mac === '') return undefined;
  const mac = BigInt(`0x${link.mac.replaceAll(':', '')}`);
  const eui64 = ((mac >> 24n) << 40n) | (0xfffen << 24n) | (mac & 0xffffffn);
  return { family: 'inet6', value: NETWORK.value | (eui64 ^ UNIVERSAL_LOCAL), length: NETWORK.length };
}
