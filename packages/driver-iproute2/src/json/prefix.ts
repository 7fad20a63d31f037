import type { AddressFamily } from '@netloom/core';

/** Bits of a whole address (RFC 791, RFC 4291). */
const BITS: Readonly<Record<AddressFamily, number>> = { inet: 32, inet6: 128 };

/** A destination as `ip` prints it (`default`, a prefix, or an address alone) as a prefix. */
export function prefixOf(family: AddressFamily, text: string): string {
  if (text === 'default' || text === 'all') return family === 'inet' ? '0.0.0.0/0' : '::/0';
  return text.includes('/') ? text : `${text}/${BITS[family]}`;
}
