import type { AddressFamily } from '@netloom/core';
import ipaddr from 'ipaddr.js';
import { AF_INET, AF_INET6 } from '../libc/constants.js';
import { SystemError } from '../libc/system-error.js';

/** The number of an address family. */
export function familyNumber(family: AddressFamily): number {
  return family === 'inet' ? AF_INET : AF_INET6;
}

/** The name of a family's number, for the two that have addresses and routes here. */
export function familyName(number: number): AddressFamily | undefined {
  if (number === AF_INET) return 'inet';
  return number === AF_INET6 ? 'inet6' : undefined;
}

/** The bytes of an address in network order, 4 or 16. @throws {@link SystemError} EINVAL where the text is none. */
export function parseIp(text: string): Uint8Array {
  const bytes = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  if (bytes === undefined) throw new SystemError('read an address', 'EINVAL', `${JSON.stringify(text)} is no address`);
  return bytes;
}

/** Four decimal numbers of at most 255: nothing else that old resolvers take for an address. */
function parseIpv4(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(4);
  let at = 0;
  let value = -1;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === DOT && value !== -1 && at < 3) {
      bytes[at] = value;
      at += 1;
      value = -1;
    } else if (code >= 0x30 && code <= 0x39) {
      value = (value === -1 ? 0 : value * 10) + code - 0x30;
      if (value > 255) return undefined;
    } else return undefined;
  }
  if (at !== 3 || value === -1) return undefined;
  bytes[3] = value;
  return bytes;
}

const DOT = 0x2e;

function parseIpv6(text: string): Uint8Array | undefined {
  return ipaddr.IPv6.isValid(text) && !text.includes('%')
    ? Uint8Array.from(ipaddr.IPv6.parse(text).toByteArray())
    : undefined;
}

/** An address with its prefix length, `10.0.0.1/24`, as bytes and number. */
export function parsePrefix(text: string): { readonly bytes: Uint8Array; readonly length: number } {
  const slash = text.indexOf('/');
  const bytes = parseIp(slash === -1 ? text : text.slice(0, slash));
  return { bytes, length: slash === -1 ? bytes.length * 8 : Number(text.slice(slash + 1)) };
}

/**
 * Bytes of an address, or those between two places, as text: dotted for four, RFC 5952 for sixteen, and nothing for any
 * other number of them.
 */
export function formatIp(bytes: Uint8Array, start = 0, end: number = bytes.length): string | undefined {
  if (end - start === 4) return formatIpv4(bytes, start);
  return end - start === 16 ? formatIpv6(bytes, start) : undefined;
}

/** An address of which zeros at the end may be missing, as the kernel leaves them out of some prefixes. */
export function formatPrefix(bytes: Uint8Array | undefined, length: number, family: AddressFamily): string {
  const full = new Uint8Array(family === 'inet' ? 4 : 16);
  if (bytes !== undefined) full.set(bytes.subarray(0, full.length));
  return `${formatIp(full) ?? ''}/${length}`;
}

function formatIpv4(bytes: Uint8Array, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

const WORDS = 8;

function formatIpv6(bytes: Uint8Array, start: number): string {
  const word = (index: number): number => ((bytes[start + 2 * index] ?? 0) << 8) | (bytes[start + 2 * index + 1] ?? 0);
  const zeros = longestZeros(word);
  // RFC 5952, 5: addresses that stand for one of IPv4 (RFC 4291, 2.5.5.2).
  if (zeros.start === 0 && zeros.length === 5 && word(5) === 0xffff) return `::ffff:${formatIpv4(bytes, start + 12)}`;
  let text = '';
  for (let index = 0; index < WORDS;) {
    if (index === zeros.start && zeros.length > 1) {
      text += '::';
      index += zeros.length;
      continue;
    }
    text += index === 0 || text.endsWith(':') ? word(index).toString(16) : `:${word(index).toString(16)}`;
    index += 1;
  }
  return text;
}

/** RFC 5952, 4.2.3: the longest run of zeros is shortened, of equal ones the first. */
function longestZeros(word: (index: number) => number): { readonly start: number; readonly length: number } {
  let best = 0;
  let length = 0;
  let start = 0;
  for (let index = 0; index < WORDS; index += 1) {
    if (word(index) !== 0) start = index + 1;
    else if (index + 1 - start > length) {
      best = start;
      length = index + 1 - start;
    }
  }
  return { start: best, length };
}
