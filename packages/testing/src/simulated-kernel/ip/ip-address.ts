import type { AddressFamily } from '@netloom/core';
import ipaddr from 'ipaddr.js';

/** An address as a number, so that masks and comparisons are arithmetic. */
export interface IpAddress {
  readonly family: AddressFamily;
  readonly value: bigint;
}

/** An address with a prefix length. `value` keeps its host bits. */
export interface IpPrefix extends IpAddress {
  readonly length: number;
}

/** Bits of an address of the family. */
export function width(family: AddressFamily): number {
  return family === 'inet' ? 32 : 128;
}

/** Reads the text form of an address. Throws a `TypeError` for what is none. */
export function parseAddress(text: string): IpAddress {
  if (!text.includes(':')) {
    if (!ipaddr.IPv4.isValidFourPartDecimal(text)) throw new TypeError(`not an IPv4 address: ${JSON.stringify(text)}`);
    let value = 0n;
    for (const part of text.split('.')) value = value * 256n + BigInt(part);
    return { family: 'inet', value };
  }
  let value = 0n;
  for (const part of ipaddr.IPv6.parse(text).parts) value = value * 65536n + BigInt(part);
  return { family: 'inet6', value };
}

/** Reads `ADDRESS/LENGTH`; without a length the whole address counts. Throws a `TypeError` for what is none. */
export function parsePrefix(text: string): IpPrefix {
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (slash === -1) return { ...address, length: width(address.family) };
  const length = Number(text.slice(slash + 1));
  if (!Number.isInteger(length) || length < 0 || length > width(address.family)) {
    throw new TypeError(`not a prefix length: ${JSON.stringify(text)}`);
  }
  return { ...address, length };
}

/** The address in its usual text form: dotted, or that of RFC 5952. */
export function formatAddress({ family, value }: IpAddress): string {
  if (family === 'inet') {
    return `${value >> 24n}.${(value >> 16n) & 255n}.${(value >> 8n) & 255n}.${value & 255n}`;
  }
  const parts: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) parts.push(Number((value >> shift) & 0xffffn));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

export function formatPrefix(prefix: IpPrefix): string {
  return `${formatAddress(prefix)}/${prefix.length}`;
}

/** All ones where the prefix has its network part. */
export function mask(family: AddressFamily, length: number): bigint {
  const host = BigInt(width(family) - length);
  return ((1n << BigInt(length)) - 1n) << host;
}

/** The prefix with its host bits cut. */
export function networkOf(prefix: IpPrefix): IpPrefix {
  const value = prefix.value & mask(prefix.family, prefix.length);
  return value === prefix.value ? prefix : { family: prefix.family, value, length: prefix.length };
}

/** The directed broadcast address of an IPv4 prefix (RFC 919). */
export function broadcastOf(prefix: IpPrefix): bigint {
  return prefix.value | (mask('inet', 32) ^ mask('inet', prefix.length));
}

export function contains(prefix: IpPrefix, address: IpAddress): boolean {
  if (prefix.family !== address.family) return false;
  const bits = mask(prefix.family, prefix.length);
  return (address.value & bits) === (prefix.value & bits);
}
