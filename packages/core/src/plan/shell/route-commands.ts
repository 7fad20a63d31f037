import type { AddressFamily } from '../../value/address-family.js';
import type { NextHop, RouteAdd, RouteDelete, RouteReplace } from '../../operation/route-operation.js';
import type { IpCommand } from './ip-command.js';
import { addressWord, hexWord, keyword, linkWord, numberWord, prefixWord } from './word.js';

type RouteWords = Omit<RouteDelete, 'op' | 'namespace'>;

/** Routes that `ip route` puts into the local table where none is said (ip/iproute.c). */
const OF_LOCAL_TABLE: ReadonlySet<string> = new Set(['local', 'broadcast', 'anycast']);

/** Number of the main table, which `ip route` means where none is said (`/etc/iproute2/rt_tables`). */
const MAIN_TABLE = 254;

/** `ip route add …` and `ip route append …` */
export function routeAddCommands(operation: RouteAdd): IpCommand[] {
  return [routeCommand(operation.append === true ? 'append' : 'add', operation)];
}

/** `ip route replace …` */
export function routeReplaceCommands(operation: RouteReplace): IpCommand[] {
  return [routeCommand('replace', operation)];
}

/** `ip route delete …` */
export function routeDeleteCommands(operation: RouteDelete): IpCommand[] {
  return [routeCommand('delete', operation)];
}

function routeCommand(verb: string, operation: RouteWords & Pick<RouteDelete, 'namespace'>): IpCommand {
  return { namespace: operation.namespace, program: 'ip', args: ['route', verb, ...routeWords(operation)] };
}

function routeWords(route: RouteWords): string[] {
  const { type, table, metric, tos, source, scope, protocol, preference, metrics = {}, nextHops = [] } = route;
  return [
    ...(type === undefined || type === 'unicast' ? [] : [keyword(type)]),
    prefixWord(route.destination),
    ...hopWords(route.family, route),
    ...(table === MAIN_TABLE && !OF_LOCAL_TABLE.has(type ?? 'unicast') ? [] : ['table', numberWord(table)]),
    ...(metric === undefined ? [] : ['metric', numberWord(metric)]),
    ...(tos === undefined ? [] : ['tos', hexWord(tos)]),
    ...(source === undefined ? [] : ['src', addressWord(source)]),
    ...(scope === undefined ? [] : ['scope', keyword(scope)]),
    ...(protocol === undefined ? [] : ['proto', keyword(protocol)]),
    ...(preference === undefined ? [] : ['pref', keyword(preference)]),
    ...Object.entries(metrics).flatMap(([name, value]) => [keyword(name), metricWord(name, value)]),
    ...nextHops.flatMap((hop) => ['nexthop', ...hopWords(route.family, hop)]),
  ];
}

function hopWords(family: AddressFamily, { via, dev, devIndex, onLink, weight }: NextHop): string[] {
  return [
    ...(via === undefined ? [] : gatewayWords(family, via)),
    ...(dev === undefined && devIndex === undefined ? [] : ['dev', linkWord(dev ?? '', devIndex)]),
    ...(weight === undefined ? [] : ['weight', numberWord(weight)]),
    ...(onLink === true ? ['onlink'] : []),
  ];
}

/** A gateway of the other family is announced by that family's name (RFC 5549). */
function gatewayWords(family: AddressFamily, via: string): string[] {
  return family === 'inet' && via.includes(':') ? ['via', 'inet6', addressWord(via)] : ['via', addressWord(via)];
}

/** Times are in milliseconds, which `ip` takes and prints; without the unit it means the kernel's own fractions of them. */
function metricWord(name: string, value: number): string {
  return name === 'rtt' || name === 'rttvar' || name === 'rto_min' ? `${numberWord(value)}ms` : numberWord(value);
}
