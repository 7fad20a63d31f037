import type { AddressFamily } from '@netloom/core';
import ipaddr from 'ipaddr.js';
import { formatAddress6 } from './format-address6.js';
import { parseAddress4 } from './parse-address4.js';

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
  if (!text.includes(':')) return { family: 'inet', value: BigInt(parseAddress4(text)) };
  let value = 0n;
  for (const part of ipaddr.IPv6.parse(text).parts) value = (value << 16n) | BigInt(part);
  return { family: 'inet6', value };
}

/** Reads `ADDRESS/LENGTH`; without a length the whole address counts. Throws a `TypeError` for what is none. */
export function parsePrefix(text: string): IpPrefix {
  const slash = text.indexOf('/');
  const { family, value } = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (slash === -1) return { family, value, length: width(family) };
  const length = Number(text.slice(slash + 1));
  if (!Number.isInteger(length) || length < 0 || length > width(family)) {
    throw new TypeError(`not a prefix length: ${JSON.stringify(text)}`);
  }
  return { family, value, length };
}

/** The address in its usual text form: dotted, or that of RFC 5952. */
export function formatAddress({ family, value }: IpAddress): string {
  if (family === 'inet6') return formatAddress6(value);
  const number = Number(value);
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
}

export function formatPrefix(prefix: IpPrefix): string {
  return `${formatAddress(prefix)}/${prefix.length}`;
}

const MASKS = { inet: masksOf(32), inet6: masksOf(128) } as const;

/** All ones where the prefix has its network part. */
export function mask(family: AddressFamily, length: number): bigint {
  return MASKS[family][length] ?? 0n;
}

function masksOf(bits: number): readonly bigint[] {
  return Array.from({ length: bits + 1 }, (_, length) => ((1n << BigInt(length)) - 1n) << BigInt(bits - length));
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
