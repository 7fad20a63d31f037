import type { JsonValue, NamespaceState, NetworkState } from '@netloom/core';
import { namespaceKey } from '@netloom/core';
import { given } from '../differential/pool.js';
import type { Call } from './call.js';

/** Stands for the n-th of what is there where a call lands, so that most calls by chance have something to work on. */
const PICK = /^@(?<place>\d+)$/;

/** Calls that need nothing where they land. */
const MAKING: ReadonlySet<string> = new Set([
  'veth',
  'bridge',
  'macvlan',
  'macvtap',
  'move',
  'deleteNamespace',
  'rule',
]);

/** A call with what it picks from the network as it is then; it lands where there is something to pick. */
export function resolve(template: Call, state: NetworkState): Call {
  const call = MAKING.has(template.method) ? template : { ...template, scope: inhabited(template.scope, state) };
  const [subject, detail] = call.args;
  const there = namespaceOf(state, subjectNamespace(call));
  const links = linksOf(there);
  const link = call.method === 'sysctl' ? inKey(subject, links) : picked(subject, links);
  switch (call.method) {
    case 'deleteAddress': {
      const own = there?.addresses.filter((each) => each.link === link) ?? [];
      return {
        ...call,
        args: [
          link,
          picked(
            detail,
            own.map(({ address }) => address),
          ),
        ],
      };
    }
    case 'deleteNeighbour': {
      const entry = itemAt(detail, there?.neighbours ?? []);
      if (!entry) break;
      return { ...call, args: [entry.link, entry.address, entry.proxy === true ? { proxy: true } : {}] };
    }
    case 'deleteFdb': {
      const entry = itemAt(detail, there?.fdb.filter(({ state: kept }) => kept !== 'dynamic') ?? []);
      if (!entry) break;
      return { ...call, args: [entry.link, entry.mac, { owner: entry.owner, state: entry.state }] };
    }
    case 'deleteRoute': {
      const route = itemAt(detail, there?.routes.filter(({ table }) => table !== 255) ?? []);
      if (!route) break;
      const { destination, metric, table, via, dev, type } = route;
      const said = given({ metric, table, via, dev, type: type === 'unicast' ? undefined : type });
      return { ...call, args: [destination, said] };
    }
    case 'deleteRule': {
      const rule = itemAt(detail, there?.rules ?? []);
      if (!rule) break;
      return { ...call, args: [rule as unknown as JsonValue] };
    }
    default:
  }
  return { ...call, args: [link, ...call.args.slice(1).map((each) => withDevice(each, there))] };
}

/** Where the link is that a call begins with. */
function subjectNamespace({ method, scope, args: [, options] }: Call): string {
  if (method !== 'move' && method !== 'macvlan' && method !== 'macvtap') return scope;
  const said = options as Record<string, JsonValue> | undefined;
  const from = said?.['from'] ?? said?.['parentNamespace'];
  return typeof from === 'string' ? from : '';
}

function withDevice(options: JsonValue, there: NamespaceState | undefined): JsonValue {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) return options;
  const { dev } = options as { dev?: JsonValue };
  return dev === undefined ? options : { ...(options as object), dev: picked(dev, linksOf(there)) };
}

/** The scope, or the host where there is nothing in it. */
function inhabited(scope: string, state: NetworkState): string {
  return linksOf(namespaceOf(state, scope)).length > 1 ? scope : '';
}

/** All but lo first. */
function linksOf(namespace: NamespaceState | undefined): string[] {
  const names = namespace?.links.map(({ name }) => name) ?? [];
  return [...names.filter((name) => name !== 'lo'), ...names.filter((name) => name === 'lo')];
}

/** A parameter of the link that stands in its name. */
function inKey(key: JsonValue | undefined, links: readonly string[]): JsonValue {
  if (typeof key !== 'string') return key ?? null;
  return key.replace(/@\d+/, (pick) => itemAt(pick, links) ?? pick);
}

function namespaceOf({ namespaces }: NetworkState, scope: string): NamespaceState | undefined {
  return namespaces.find(({ namespace }) => namespaceKey(namespace) === scope);
}

function picked(value: JsonValue | undefined, list: readonly string[]): JsonValue {
  return itemAt(value, list) ?? value ?? null;
}

function itemAt<T>(value: JsonValue | undefined, list: readonly T[]): T | undefined {
  const place = typeof value === 'string' ? PICK.exec(value)?.groups?.['place'] : undefined;
  return place === undefined ? undefined : list[Number(place) % list.length];
}
