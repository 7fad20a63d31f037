import type { NextHop, RouteState } from '@netloom/core';
import { HIGHEST_METRIC, nameMetric } from '../name/route-metric.js';
import { preferenceName } from '../name/route-preference.js';
import { ROUTE_PROTOCOLS } from '../name/route-protocol.js';
import { routeTypeName } from '../name/route-type.js';
import { SCOPES } from '../name/scope.js';
import { AttributeTable } from '../wire/attribute-table.js';
import {
  RTA_DST,
  RTA_GATEWAY,
  RTA_METRICS,
  RTA_MULTIPATH,
  RTA_OIF,
  RTA_PREF,
  RTA_PREFSRC,
  RTA_PRIORITY,
  RTA_TABLE,
  RTA_VIA,
  RTM_F_CLONED,
  RTNH_F_DEAD,
  RTNH_F_LINKDOWN,
  RTNH_F_OFFLOAD,
  RTNH_F_ONLINK,
  RTNH_F_PERVASIVE,
  RTNH_F_TRAP,
  RTNH_F_UNRESOLVED,
} from '../wire/constant/rta.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { DecodeError } from '../wire/decode-error.js';
import { familyName, formatIp, formatPrefix } from '../wire/ip-address.js';
import { align } from '../wire/layout.js';
import type { MessageReader } from '../wire/message-reader.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const table = new AttributeTable(RTA_PREF);
const metrics = new AttributeTable(HIGHEST_METRIC);
const hopTable = new AttributeTable(RTA_VIA);

/** RTM_NEWROUTE as the kernel sends it; nothing for a cached route, or one of a family or type that is not modelled. */
export function readRoute(reader: MessageReader, linkName: (ifindex: number) => string): RouteState | undefined {
  const attributes = reader.fixedPart(12);
  const family = familyName(reader.u8(0));
  const type = routeTypeName(reader.u8(7));
  const flags = reader.u32(8);
  if (family === undefined || type === undefined || (flags & RTM_F_CLONED) !== 0) return undefined;
  table.read(reader, attributes, reader.end);
  const result: Mutable<RouteState> = {
    family,
    destination: formatPrefix(table.bytes(RTA_DST), reader.u8(1), family),
    table: table.u32(RTA_TABLE) ?? reader.u8(4),
    type,
    protocol: ROUTE_PROTOCOLS.name(reader.u8(5)),
    scope: SCOPES.name(reader.u8(6)),
  };
  // IPv6 names `lo` for a route that leads nowhere, which nobody asked for.
  if (!NOWHERE.has(type)) readWay(result, table, linkName);
  const metric = table.u32(RTA_PRIORITY);
  if (metric !== undefined && metric !== 0) result.metric = metric;
  const tos = reader.u8(3);
  if (tos !== 0) result.tos = tos;
  const source = table.ip(RTA_PREFSRC);
  if (source !== undefined) result.source = source;
  if ((flags & RTNH_F_ONLINK) !== 0) result.onLink = true;
  const preference = table.u8(RTA_PREF);
  const preferenceText = preference === undefined || preference === 0 ? undefined : preferenceName(preference);
  if (preferenceText !== undefined) result.preference = preferenceText;
  if (table.has(RTA_METRICS)) Object.assign(result, readMetrics());
  if (table.has(RTA_MULTIPATH)) result.nextHops = readNextHops(reader, linkName);
  const names = routeFlags(flags);
  if (names.length > 0) result.flags = names;
  return result;
}

/** Types of routes that lead nowhere. */
const NOWHERE: ReadonlySet<string> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

/** Gateway and link, of a route or of one of its ways. */
function readWay(
  result: Pick<Mutable<NextHop>, 'via' | 'dev' | 'devIndex'>,
  attributes: AttributeTable,
  linkName: (ifindex: number) => string,
): void {
  const via = attributes.ip(RTA_GATEWAY) ?? otherFamily(attributes);
  if (via !== undefined) result.via = via;
  const ifindex = attributes.u32(RTA_OIF);
  if (ifindex !== undefined) {
    result.dev = linkName(ifindex);
    result.devIndex = ifindex;
  }
}

/** RTA_VIA: a gateway of another family than the route's, behind the number of that. */
function otherFamily(attributes: AttributeTable): string | undefined {
  const bytes = attributes.bytes(RTA_VIA);
  return bytes === undefined ? undefined : formatIp(bytes.subarray(2));
}

function readMetrics(): Pick<RouteState, 'metrics'> {
  metrics.readNested(table, RTA_METRICS);
  const result: { [name: string]: number } = {};
  for (let number = 1; number <= HIGHEST_METRIC; number += 1) {
    const value = metrics.u32(number);
    const named = value === undefined ? undefined : nameMetric(number, value);
    if (named !== undefined) result[named[0]] = named[1];
  }
  return Object.keys(result).length === 0 ? {} : { metrics: result };
}

/** RTA_MULTIPATH: `struct rtnexthop` with attributes behind, one for each way. */
function readNextHops(reader: MessageReader, linkName: (ifindex: number) => string): readonly NextHop[] {
  const result: NextHop[] = [];
  const end = table.end(RTA_MULTIPATH);
  let at = table.start(RTA_MULTIPATH);
  while (at < end) {
    const length = at + 8 <= end ? reader.view.getUint16(at, LITTLE_ENDIAN) : 0;
    if (length < 8 || at + length > end) throw new DecodeError('a next hop has a wrong length');
    const ifindex = reader.view.getUint32(at + 4, LITTLE_ENDIAN);
    const hop: Mutable<NextHop> = {};
    readWay(hop, hopTable.read(reader, at + 8, at + length), linkName);
    if (ifindex !== 0) {
      hop.dev = linkName(ifindex);
      hop.devIndex = ifindex;
    }
    hop.weight = reader.view.getUint8(at + 3) + 1;
    if ((reader.view.getUint8(at + 2) & RTNH_F_ONLINK) !== 0) hop.onLink = true;
    result.push(hop);
    at += align(length);
  }
  return result;
}

/** In the order and the words of `ip route`; `onlink` is a field of its own. */
const FLAGS: readonly (readonly [bit: number, name: string])[] = [
  [RTNH_F_DEAD, 'dead'],
  [RTNH_F_PERVASIVE, 'pervasive'],
  [RTNH_F_OFFLOAD, 'offload'],
  [RTNH_F_TRAP, 'trap'],
  [RTNH_F_LINKDOWN, 'linkdown'],
  [RTNH_F_UNRESOLVED, 'unresolved'],
];

function routeFlags(flags: number): readonly string[] {
  return FLAGS.filter(([bit]) => (flags & bit) !== 0).map(([, name]) => name);
}
