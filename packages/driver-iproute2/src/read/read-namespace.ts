import { isDeepStrictEqual } from 'node:util';
import { DriverError, type NamespaceRef, STATE_TABLES, type StateTable } from '@netloom/core';
import type { Tools } from '../exec/tools.js';
import { parseAddresses } from '../json/address.js';
import { parseFdb } from '../json/fdb.js';
import type { JsonObject } from '../json/json-object.js';
import { type RawLink, parseLink } from '../json/link.js';
import { parseNeighbour } from '../json/neighbour.js';
import { parseRoute } from '../json/route.js';
import { parseRule } from '../json/rule.js';
import { namespaceIdentity } from './identity.js';
import type { RawNamespace } from './raw-namespace.js';
import { runShow } from './run-show.js';

/** What shows each table; `root PREFIX` shows the routes below it, which is how one family is told from the other in a batch. */
const LINES = {
  links: ['link show'],
  addresses: ['address show'],
  routes: ['route show table all root 0.0.0.0/0', 'route show table all root ::/0'],
  rules: ['rule show'],
  neighbours: ['neighbour show nud all', 'neighbour show proxy'],
} as const;

/**
 * Reads the links of a namespace and the tables that are asked for, by as few processes side by side as show them;
 * `undefined` where it does not exist.
 */
export async function readNamespace(
  namespace: NamespaceRef,
  tables: readonly StateTable[] = STATE_TABLES,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<RawNamespace | undefined> {
  const identity = await namespaceIdentity(namespace);
  if (identity === undefined) return undefined;
  const asks = new Set(tables);
  const [main, rules6, fdb] = await Promise.all([
    readMain(namespace, asks, tools, signal),
    // Rules are shown for one family, and no word in a line of a batch says which.
    asks.has('rules')
      ? runShow({ namespace, program: 'ip', inet6: true }, LINES.rules, tools, signal).catch(withoutInet6)
      : [],
    asks.has('fdb') ? runShow({ namespace, program: 'bridge' }, ['fdb show'], tools, signal) : [],
  ]);
  if (main === undefined || rules6 === undefined || fdb === undefined) return undefined;
  // Another namespace may have taken the name while the processes entered one after another.
  if (!isDeepStrictEqual(await namespaceIdentity(namespace), identity))
    return readNamespace(namespace, tables, tools, signal);
  return { namespace, identity, ...parse(main, rules6[0] ?? [], fdb[0] ?? []) };
}

type Shown = (table: keyof typeof LINES) => readonly (readonly JsonObject[])[];

/** All that one process can show; a table that is not asked for has no document. */
async function readMain(
  namespace: NamespaceRef,
  asks: ReadonlySet<StateTable>,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<Shown | undefined> {
  const lines = (table: keyof typeof LINES): readonly string[] =>
    table === 'links' || asks.has(table) ? LINES[table] : [];
  const tables = Object.keys(LINES) as (keyof typeof LINES)[];
  const documents = await runShow({ namespace, program: 'ip' }, tables.flatMap(lines), tools, signal);
  if (documents === undefined) return undefined;
  const rest = [...documents];
  const shown = new Map(tables.map((table) => [table, rest.splice(0, lines(table).length)]));
  return (table) => shown.get(table) ?? [];
}

/** A kernel without IPv6 has no rules of it. */
function withoutInet6(error: unknown): readonly (readonly JsonObject[])[] {
  if (error instanceof DriverError && (error.errno === 'EAFNOSUPPORT' || error.errno === 'EOPNOTSUPP')) return [[]];
  throw error;
}

/** Reads the links of a namespace alone. */
export async function readLinks(
  namespace: NamespaceRef,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<readonly RawLink[] | undefined> {
  const documents = await runShow({ namespace, program: 'ip' }, ['link show'], tools, signal);
  return documents?.[0]?.map(parseLink);
}

function parse(
  shown: Shown,
  rules6: readonly JsonObject[],
  fdb: readonly JsonObject[],
): Pick<RawNamespace, 'links' | 'rest'> {
  const links = shown('links')
    .flat()
    .map(parseLink)
    .toSorted((one, other) => one.state.ifindex - other.state.ifindex);
  const indexOf = indexByName(links);
  const [routes4 = [], routes6 = []] = shown('routes');
  const rules4 = shown('rules').flat();
  return {
    links,
    rest: {
      addresses: shown('addresses').flat().flatMap(parseAddresses),
      routes: [
        ...routes4.flatMap((route) => parseRoute('inet', route, indexOf) ?? []),
        ...routes6.flatMap((route) => parseRoute('inet6', route, indexOf) ?? []),
      ],
      rules: [...rules4.map((rule) => parseRule('inet', rule)), ...rules6.map((rule) => parseRule('inet6', rule))],
      neighbours: shown('neighbours')
        .flat()
        .flatMap((entry) => parseNeighbour(entry, indexOf) ?? []),
      fdb: fdb.flatMap((entry) => parseFdb(entry, indexOf) ?? []),
    },
  };
}

/** The index of a link by the name in the output; a link that went meanwhile stands there as `if<N>`. */
export function indexByName(links: readonly RawLink[]): (name: string) => number | undefined {
  const byName = new Map(links.map(({ state }) => [state.name, state.ifindex]));
  return (name) => {
    const unnamed = /^if(?<index>\d+)$/.exec(name)?.groups?.['index'];
    return byName.get(name) ?? (unnamed === undefined ? undefined : Number(unnamed));
  };
}
