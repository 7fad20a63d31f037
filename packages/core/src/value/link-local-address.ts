import ipaddr from 'ipaddr.js';

/** The address that the kernel makes of a hardware address: `ff:fe` in its middle, the universal bit inverted (RFC 4291, appendix A). */
export function linkLocalOf(mac: string): string | undefined {
  const bytes = mac.split(':').map((part) => Number.parseInt(part, 16));
  const [first, second, third, ...rest] = bytes;
  if (first === undefined || second === undefined || third === undefined || rest.length !== 3) return undefined;
  const identifier = [first ^ 0x02, second, third, 0xff, 0xfe, ...rest];
  return `${new ipaddr.IPv6([0xfe, 0x80, 0, 0, 0, 0, 0, 0, ...identifier]).toRFC5952String()}/64`;
}
