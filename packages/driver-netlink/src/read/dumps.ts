import type { StateTable } from '@netloom/core';
import { AF_INET, AF_INET6 } from '../libc/constants.js';
import {
  writeAddressDump,
  writeFdbDump,
  writeLinkDump,
  writeNeighbourDump,
  writeRouteDump,
  writeRuleDump,
} from '../message/dump-message.js';
import type { MessageWriter } from '../wire/message-writer.js';

/** The dumps that a namespace's state is read by. */
export type DumpName = (typeof DUMP_NAMES)[number];

/** In the order in which they are run: links first, since their names stand in what the others give. */
export const DUMP_NAMES = [
  'links',
  'addresses',
  'routes of IPv4',
  'routes of IPv6',
  'rules of IPv4',
  'rules of IPv6',
  'neighbours',
  'proxies',
  'fdb',
] as const;

/** The dumps of links, and of the tables that are wanted beside them. */
export function dumpsOf(tables: readonly StateTable[] | undefined): readonly DumpName[] {
  if (tables === undefined) return DUMP_NAMES;
  return DUMP_NAMES.filter((dump) => {
    const table = TABLES[dump];
    return table === 'links' || tables.includes(table);
  });
}

/** The table that each gives. */
const TABLES: { readonly [D in DumpName]: StateTable | 'links' } = {
  links: 'links',
  addresses: 'addresses',
  'routes of IPv4': 'routes',
  'routes of IPv6': 'routes',
  'rules of IPv4': 'rules',
  'rules of IPv6': 'rules',
  neighbours: 'neighbours',
  proxies: 'neighbours',
  fdb: 'fdb',
};

/** The request of each. */
export const DUMP_REQUESTS: { readonly [D in DumpName]: (writer: MessageWriter) => void } = {
  links: writeLinkDump,
  addresses: writeAddressDump,
  'routes of IPv4': (writer) => writeRouteDump(writer, AF_INET),
  'routes of IPv6': (writer) => writeRouteDump(writer, AF_INET6),
  'rules of IPv4': (writer) => writeRuleDump(writer, AF_INET),
  'rules of IPv6': (writer) => writeRuleDump(writer, AF_INET6),
  neighbours: (writer) => writeNeighbourDump(writer, 'neighbours'),
  proxies: (writer) => writeNeighbourDump(writer, 'proxies'),
  fdb: writeFdbDump,
};
