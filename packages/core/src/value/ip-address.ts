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

/**
 * An IPv4 address as four decimal numbers without leading zeros, or an IPv6 address, given back as RFC 5952 writes it.
 * A zone (`fe80::1%eth0`) is refused: which link is meant is said by an option.
 */
export function parseIpAddress(value: unknown): Parsed<IpAddress> {
  const text = typeof value === 'string' && value.length <= LONGEST ? value : '';
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return accept({ family: 'inet', text });
  if (text.includes('%')) {
    return refuse('ip-address', `${showValue(value)} has a zone`, 'leave it out and say the link with an option');
  }
  if (text.includes(':') && ipaddr.IPv6.isValid(text)) {
    return accept({ family: 'inet6', text: formatIpv6(ipaddr.IPv6.parse(text)) });
  }
  return refuse('ip-address', `expected an IPv4 or IPv6 address, got ${showValue(value)}`);
}

/** RFC 5952, with the embedded IPv4 address in decimal where section 5 asks for it. */
export function formatIpv6(address: ipaddr.IPv6): string {
  return address.isIPv4MappedAddress() ? `::ffff:${address.toIPv4Address().toString()}` : address.toRFC5952String();
}
