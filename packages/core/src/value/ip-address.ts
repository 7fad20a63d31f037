import ipaddr from 'ipaddr.js';
import type { AddressFamily } from './address-family.js';
import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** An address of the internet protocol, in the text form that the kernel's tools print. */
export interface IpAddress {
  readonly family: AddressFamily;
  readonly text: string;
}

/** Longer texts are no addresses: `ffff:` six times and an IPv4 address are 45 characters. */
const LONGEST = 45;
const FOUR_PARTS = /^[0-9]+(?:\.[0-9]+){3}$/;

/**
 * An IPv4 address as four decimal numbers without leading zeros, or an IPv6 address, given back as RFC 5952 writes it.
 * A zone (`fe80::1%eth0`) is refused: which link is meant is said by an option.
 */
export function parseIpAddress(value: unknown): Parsed<IpAddress> {
  const text = typeof value === 'string' && value.length <= LONGEST ? value : '';
  // The library tells a wrong address by an exception, which costs more than all the rest.
  if (FOUR_PARTS.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text)) return accept({ family: 'inet', text });
  if (text.includes('%')) {
    return refuse('ip-address', `${showValue(value)} has a zone`, 'leave it out and say the link with an option');
  }
  const ipv6 = text.includes(':') ? parseIpv6(text) : undefined;
  if (ipv6) return accept({ family: 'inet6', text: formatIpv6(ipv6) });
  return refuse('ip-address', `expected an IPv4 or IPv6 address, got ${showValue(value)}`);
}

/** RFC 5952, with the embedded IPv4 address in decimal where section 5 asks for it. */
export function formatIpv6(address: ipaddr.IPv6): string {
  return isMapped(address) ? `::ffff:${address.toIPv4Address().toString()}` : address.toRFC5952String();
}

/** The first 96 bits are those of `::ffff:0:0/96` (the library's own test compares with every range that it knows). */
function isMapped({ parts }: ipaddr.IPv6): boolean {
  return parts[5] === 0xff_ff && parts.indexOf(0xff_ff) === 5 && parts.slice(0, 5).every((part) => part === 0);
}

function parseIpv6(text: string): ipaddr.IPv6 | undefined {
  const plain = withoutDecimalTail(text);
  try {
    return plain === undefined ? undefined : ipaddr.IPv6.parse(plain);
  } catch {
    return undefined;
  }
}

/** Writes an embedded IPv4 address in hexadecimal: the library would take `::1.2.3.4` for `::ffff:1.2.3.4`. */
function withoutDecimalTail(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const start = text.lastIndexOf(':') + 1;
  const tail = text.slice(start);
  if (!FOUR_PARTS.test(tail) || !ipaddr.IPv4.isValidFourPartDecimal(tail)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number);
  return `${text.slice(0, start)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
