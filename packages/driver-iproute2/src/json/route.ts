import type { AddressFamily, NextHop, RouteState } from '@netloom/core';
import { type JsonObject, numberAt, objectAt, objectsAt, required, textAt, textsAt } from './json-object.js';
import { protocolName, routeTypeName, scopeName } from './names.js';
import { prefixOf } from './prefix.js';

/** Types of routes that lead nowhere; IPv6 prints `lo` for them, which nobody asked for. */
const NOWHERE: ReadonlySet<string> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

type Index = (link: string) => number | undefined;

/** A route of `ip -N -j -d route show`; `undefined` for what is no route of a table (a cloned or cached one). */
export function parseRoute(family: AddressFamily, route: JsonObject, indexOf: Index): RouteState | undefined {
  const type = routeTypeName(textAt(route, 'type') ?? '1');
  if (type === undefined) return undefined;
  const flags = textsAt(route, 'flags').filter((flag) => flag !== 'onlink');
  const hops = objectsAt(route, 'nexthops').map((hop) => ({
    weight: numberAt(hop, 'weight') ?? 1,
    ...hopOf(hop, indexOf),
  }));
  return {
    family,
    destination: prefixOf(family, required(textAt(route, 'dst'), 'dst')),
    table: numberAt(route, 'table') ?? 254,
    type,
    protocol: protocolName(textAt(route, 'protocol') ?? '0'),
    scope: scopeName(textAt(route, 'scope') ?? '0'),
    ...(NOWHERE.has(type) ? {} : hopOf(route, indexOf)),
    ...attributes(route),
    ...(hops.length === 0 ? {} : { nextHops: hops }),
    ...metricsOf(route),
    ...(flags.length === 0 ? {} : { flags }),
  };
}

function hopOf(hop: JsonObject, indexOf: Index): Omit<NextHop, 'weight'> {
  const via = textAt(hop, 'gateway') ?? textAt(objectAt(hop, 'via'), 'host');
  const dev = textAt(hop, 'dev');
  const devIndex = dev === undefined ? undefined : indexOf(dev);
  return {
    ...(via === undefined ? {} : { via }),
    ...(dev === undefined ? {} : { dev }),
    ...(devIndex === undefined ? {} : { devIndex }),
    ...(textsAt(hop, 'flags').includes('onlink') ? { onLink: true } : {}),
  };
}

function attributes(route: JsonObject): Pick<RouteState, 'metric' | 'tos' | 'source' | 'preference'> {
  const metric = numberAt(route, 'metric');
  const tos = numberAt(route, 'tos');
  const source = textAt(route, 'prefsrc');
  const preference = textAt(route, 'pref');
  return {
    ...(metric === undefined || metric === 0 ? {} : { metric }),
    ...(tos === undefined || tos === 0 ? {} : { tos }),
    ...(source === undefined ? {} : { source }),
    ...(preference === undefined || preference === 'medium' ? {} : { preference }),
  };
}

/** `"metrics": [{"mtu": 1200}]`: one object, or one for each. Texts among them (`congestion`) are no numbers and left out. */
function metricsOf(route: JsonObject): Pick<RouteState, 'metrics'> {
  const metrics = objectsAt(route, 'metrics').flatMap((each) =>
    Object.keys(each).flatMap((name) => {
      const value = numberAt(each, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return metrics.length === 0 ? {} : { metrics: Object.fromEntries(metrics) };
}
