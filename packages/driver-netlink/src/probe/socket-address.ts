import { AF_INET, AF_INET6 } from '../libc/constants.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { parseIp } from '../wire/ip-address.js';

/** `struct sockaddr_in` or `struct sockaddr_in6` with its family. */
export function socketAddress(address: string, port: number): { readonly family: number; readonly bytes: Uint8Array } {
  const ip = parseIp(address);
  const family = ip.length === 4 ? AF_INET : AF_INET6;
  const bytes = new Uint8Array(ip.length === 4 ? 16 : 28);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, family, LITTLE_ENDIAN);
  view.setUint16(2, port, false);
  bytes.set(ip, ip.length === 4 ? 4 : 8);
  return { family, bytes };
}
