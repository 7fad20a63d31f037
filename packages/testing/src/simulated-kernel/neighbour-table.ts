import type { AddressFamily } from '@netloom/core';

/** A neighbour entry that a person or a program put there. */
export interface Neighbour {
  readonly family: AddressFamily;
  readonly address: string;
  readonly mac: string | undefined;
  readonly state: string;
  readonly proxy: boolean;
  readonly router: boolean;
}

/** The key under which a link keeps an entry. A proxy entry stands beside an ordinary one of the same address. */
export function neighbourKey(family: AddressFamily, address: string, proxy: boolean | undefined): string {
  return `${family} ${proxy === true ? 'proxy ' : ''}${address}`;
}
