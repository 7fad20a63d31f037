import type { AddressFamily, NextHop, RouteAttributes, RouteDelete } from '@netloom/core';
import { ADD, DO, NLM_F_ACK, NLM_F_APPEND, NLM_F_CREATE, NLM_F_REQUEST, PUT } from '../wire/constant/nlm.js';
import { RTM_DELROUTE, RTM_NEWROUTE } from '../wire/constant/rtm.js';
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
  RTNH_F_ONLINK,
  RTPROT_BOOT,
  RT_SCOPE_HOST,
  RT_SCOPE_LINK,
  RT_SCOPE_NOWHERE,
  RT_SCOPE_UNIVERSE,
} from '../wire/constant/rta.js';
import { familyNumber, parseIp, parsePrefix } from '../wire/ip-address.js';
import type { MessageWriter } from '../wire/message-writer.js';
import { metricNumber, metricValue } from '../name/route-metric.js';
import { preferenceNumber } from '../name/route-preference.js';
import { ROUTE_PROTOCOLS } from '../name/route-protocol.js';
import { routeTypeNumber } from '../name/route-type.js';
import { SCOPES } from '../name/scope.js';

/** The links that a route names, by index. */
export interface RouteLinks {
  readonly devIndex?: number | undefined;
  /** Those of its next hops, in their order. */
  readonly hopIndexes: readonly (number | undefined)[];
}

/** What both a route that is added and one that is deleted can say. */
type AnyRoute = Omit<RouteDelete, 'op' | 'namespace'>;

const APPEND = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_APPEND;

/** RTM_NEWROUTE. `ip route add|append|replace …`. */
export function writeRouteAdd(
  writer: MessageWriter,
  verb: 'add' | 'append' | 'replace',
  route: RouteAttributes,
  links: RouteLinks,
): void {
  writer.begin(RTM_NEWROUTE, verb === 'add' ? ADD : verb === 'append' ? APPEND : PUT);
  const protocol = route.protocol === undefined ? RTPROT_BOOT : ROUTE_PROTOCOLS.number(route.protocol);
  const scope = route.scope === undefined ? defaultScope(route) : SCOPES.number(route.scope);
  writeRoute(writer, route, links, { protocol, scope, type: routeTypeNumber(route.type) });
}

/** RTM_DELROUTE of the first route that has all that is said. `ip route delete …`. */
export function writeRouteDelete(writer: MessageWriter, route: AnyRoute, links: RouteLinks): void {
  writer.begin(RTM_DELROUTE, DO);
  // What is not said matches everything: protocol 0, scope "nowhere" (IPv4), type 0.
  writeRoute(writer, route, links, {
    protocol: route.protocol === undefined ? 0 : ROUTE_PROTOCOLS.number(route.protocol),
    scope: route.scope === undefined ? wildcardScope(route) : SCOPES.number(route.scope),
    type: route.type === undefined ? 0 : routeTypeNumber(route.type),
  });
}

function writeRoute(
  writer: MessageWriter,
  route: AnyRoute,
  { devIndex, hopIndexes }: RouteLinks,
  numbers: { readonly protocol: number; readonly scope: number; readonly type: number },
): void {
  const destination = parsePrefix(route.destination);
  // `struct rtmsg`; its table has eight bits, a larger one stands in an attribute alone.
  writer
    .u8(familyNumber(route.family))
    .u8(destination.length)
    .u8(0)
    .u8(route.tos ?? 0);
  writer
    .u8(route.table < 256 ? route.table : 0)
    .u8(numbers.protocol)
    .u8(numbers.scope)
    .u8(numbers.type);
  writer.u32(route.onLink === true ? RTNH_F_ONLINK : 0);
  if (destination.length > 0) writer.attributeBytes(RTA_DST, destination.bytes);
  if (route.table >= 256) writer.attributeU32(RTA_TABLE, route.table);
  if (route.via !== undefined) writeGateway(writer, route.via, route.family);
  if (devIndex !== undefined) writer.attributeU32(RTA_OIF, devIndex);
  if (route.metric !== undefined) writer.attributeU32(RTA_PRIORITY, route.metric);
  if (route.source !== undefined) writer.attributeBytes(RTA_PREFSRC, parseIp(route.source));
  if (route.preference !== undefined) writer.attributeU8(RTA_PREF, preferenceNumber(route.preference));
  if (route.metrics !== undefined) writeMetrics(writer, route.metrics);
  if (route.nextHops !== undefined && route.nextHops.length > 0) {
    writeNextHops(writer, route.nextHops, hopIndexes, route.family);
  }
  writer.finish();
}

/** A gateway; one of the other family goes with its family (RTA_VIA). */
function writeGateway(writer: MessageWriter, via: string, family: RouteDelete['family']): void {
  const bytes = parseIp(via);
  if (bytes.length === (family === 'inet' ? 4 : 16)) {
    writer.attributeBytes(RTA_GATEWAY, bytes);
    return;
  }
  const at = writer.nestPlain(RTA_VIA);
  writer.u16(familyNumber(family === 'inet' ? 'inet6' : 'inet'));
  for (const byte of bytes) writer.u8(byte);
  // The two bytes of the family leave the attribute two short of its alignment.
  writer.endNest(at).pad();
}

function writeMetrics(writer: MessageWriter, metrics: NonNullable<RouteAttributes['metrics']>): void {
  const nest = writer.nest(RTA_METRICS);
  for (const [name, value] of Object.entries(metrics)) {
    const number = metricNumber(name);
    if (number !== undefined) writer.attributeU32(number, metricValue(name, value));
  }
  writer.endNest(nest);
}

/** RTA_MULTIPATH: `struct rtnexthop` (length, flags, weight - 1, index) with attributes behind, one for each way. */
function writeNextHops(
  writer: MessageWriter,
  hops: readonly NextHop[],
  indexes: readonly (number | undefined)[],
  family: AddressFamily,
): void {
  const nest = writer.nest(RTA_MULTIPATH);
  for (const [at, hop] of hops.entries()) {
    const start = writer.length;
    writer
      .u16(0)
      .u8(hop.onLink === true ? RTNH_F_ONLINK : 0)
      .u8((hop.weight ?? 1) - 1)
      .u32(indexes[at] ?? 0);
    if (hop.via !== undefined) writeGateway(writer, hop.via, family);
    writer.endNest(start);
  }
  writer.endNest(nest);
}

/** As ip-route(8) has it: a route without a gateway is one of the link. */
function defaultScope(route: RouteAttributes): number {
  if (route.family === 'inet6') return RT_SCOPE_UNIVERSE;
  if (route.type === 'local') return RT_SCOPE_HOST;
  if (route.type === 'broadcast' || route.type === 'multicast' || route.type === 'anycast') return RT_SCOPE_LINK;
  const direct = route.type === 'unicast' && route.via === undefined && (route.nextHops ?? []).length === 0;
  return direct ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE;
}

function wildcardScope(route: AnyRoute): number {
  return route.family === 'inet6' ? RT_SCOPE_UNIVERSE : RT_SCOPE_NOWHERE;
}
