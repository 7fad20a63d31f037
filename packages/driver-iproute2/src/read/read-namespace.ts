import { isDeepStrictEqual } from 'node:util';
import { DriverError, type NamespaceRef } from '@netloom/core';
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

/** `root PREFIX` shows the routes below it, which is how one family is told from the other in a batch. */
const LINES = [
  'link show',
  'address show',
  'route show table all root 0.0.0.0/0',
  'route show table all root ::/0',
  'rule show',
  'neighbour show nud all',
  'neighbour show proxy',
] as const;

/** Reads a namespace by three processes side by side, its links alone by one; `undefined` where it does not exist. */
export async function readNamespace(
  namespace: NamespaceRef,
  linksAlone: boolean,
  tools: Tools,
  signal: AbortSignal | undefined,
): Promise<RawNamespace | undefined> {
  const identity = await namespaceIdentity(namespace);
  if (identity === undefined) return undefined;
  const [main, rules6, fdb] = await Promise.all([
    runShow({ namespace, program: 'ip' }, linksAlone ? LINES.slice(0, 1) : LINES, tools, signal),
    // Rules are shown for one family, and no word in a line of a batch says which.
    linksAlone
      ? []
      : runShow({ namespace, program: 'ip', inet6: true }, ['rule show'], tools, signal).catch(withoutInet6),
    linksAlone ? [] : runShow({ namespace, program: 'bridge' }, ['fdb show'], tools, signal),
  ]);
  if (main === undefined || rules6 === undefined || fdb === undefined) return undefined;
  // Another namespace may have taken the name while the processes entered one after another.
  if (!isDeepStrictEqual(await namespaceIdentity(namespace), identity))
    return readNamespace(namespace, linksAlone, tools, signal);
  const [links = [], ...rest] = main;
  return { namespace, identity, ...parse(links, rest, rules6[0] ?? [], fdb[0] ?? []) };
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
  linkObjects: readonly JsonObject[],
  [
    addresses = [],
    routes4 = [],
    routes6 = [],
    rules4 = [],
    neighbours = [],
    proxies = [],
  ]: readonly (readonly JsonObject[])[],
  rules6: readonly JsonObject[],
  fdb: readonly JsonObject[],
): Pick<RawNamespace, 'links' | 'rest'> {
  const links = linkObjects.map(parseLink).toSorted((one, other) => one.state.ifindex - other.state.ifindex);
  const indexOf = indexByName(links);
  return {
    links,
    rest: {
      addresses: addresses.flatMap(parseAddresses),
      routes: [
        ...routes4.flatMap((route) => parseRoute('inet', route, indexOf) ?? []),
        ...routes6.flatMap((route) => parseRoute('inet6', route, indexOf) ?? []),
      ],
      rules: [...rules4.map((rule) => parseRule('inet', rule)), ...rules6.map((rule) => parseRule('inet6', rule))],
      neighbours: [...neighbours, ...proxies].flatMap((entry) => parseNeighbour(entry, indexOf) ?? []),
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
