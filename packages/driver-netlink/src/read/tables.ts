import type { AddressState, FdbState, NeighbourState, RouteState, RuleState, StateTable } from '@netloom/core';
import type { Session } from '../engine/session.js';
import { AF_INET, AF_INET6 } from '../libc/constants.js';
import {
  writeAddressDump,
  writeFdbDump,
  writeLinkDump,
  writeNeighbourDump,
  writeRouteDump,
  writeRuleDump,
} from '../message/dump-message.js';
import { readFdb } from '../message/fdb-message.js';
import { readNeighbour } from '../message/neighbour-message.js';
import { readLink, type RawLink } from '../message/read-link.js';
import { readRoute } from '../message/read-route.js';
import { readRule } from '../message/rule-message.js';
import type { OpenNamespace } from '../namespace/open-namespace.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { readAddress } from '../message/read-address.js';

/** All that one namespace's tables hold, links by their index. */
export interface Tables {
  readonly links: ReadonlyMap<number, RawLink>;
  readonly addresses: readonly AddressState[];
  readonly routes: readonly RouteState[];
  readonly rules: readonly RuleState[];
  readonly neighbours: readonly NeighbourState[];
  readonly fdb: readonly FdbState[];
}

const EVERY: readonly StateTable[] = ['addresses', 'routes', 'rules', 'neighbours', 'fdb'];

/** Dumps the links of a namespace, and the tables that are wanted. */
export function readTables(namespace: OpenNamespace, session: Session, wanted: readonly StateTable[] = EVERY): Tables {
  const links = new Map(dump(namespace, session, writeLinkDump, readLink).map((link) => [link.ifindex, link]));
  // A link that came while the tables were read has no name here yet; `ip` writes it so as well.
  const linkName = (ifindex: number): string => links.get(ifindex)?.name ?? `if${ifindex}`;
  const read: { readonly [table in StateTable]: () => Tables[table] } = {
    // The kernel gives all of IPv4 first; here they stand link by link.
    addresses: () =>
      dump(namespace, session, writeAddressDump, (reader) => readAddress(reader, linkName)).toSorted(
        (a, b) => a.ifindex - b.ifindex,
      ),
    routes: () => readRoutes(namespace, session, linkName),
    rules: () =>
      FAMILIES.flatMap((family) => dump(namespace, session, (writer) => writeRuleDump(writer, family), readRule)),
    neighbours: () =>
      (['neighbours', 'proxies'] as const).flatMap((which) =>
        dump(
          namespace,
          session,
          (writer) => writeNeighbourDump(writer, which),
          (reader) => readNeighbour(reader, linkName),
        ),
      ),
    fdb: () => dump(namespace, session, writeFdbDump, (reader) => readFdb(reader, linkName)),
  };
  const table = <T extends StateTable>(name: T): Tables[T] | readonly never[] =>
    wanted.includes(name) ? read[name]() : [];
  return {
    links,
    addresses: table('addresses'),
    routes: table('routes'),
    rules: table('rules'),
    neighbours: table('neighbours'),
    fdb: table('fdb'),
  };
}

/** Dumps the routes of both families, of every table. */
export function readRoutes(
  namespace: OpenNamespace,
  session: Session,
  linkName: (ifindex: number) => string,
): readonly RouteState[] {
  return FAMILIES.flatMap((family) =>
    dump(
      namespace,
      session,
      (writer) => writeRouteDump(writer, family),
      (reader) => readRoute(reader, linkName),
    ),
  );
}

const FAMILIES = [AF_INET, AF_INET6] as const;

function dump<T>(
  { socket }: OpenNamespace,
  session: Session,
  write: (writer: MessageWriter) => void,
  decode: (reader: MessageReader) => T | undefined,
): T[] {
  const { writer } = session;
  write(writer);
  return socket.dump(writer, decode);
}
