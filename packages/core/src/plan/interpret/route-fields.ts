import type { NextHop, RouteAttributes } from '../../operation/route-operation.js';
import { parseBoolean } from '../../value/boolean.js';
import type { Fields, Given } from '../../value/fields.js';
import { integer, UINT32_MAX } from '../../value/integer.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import { parseIpAddress, type IpAddress } from '../../value/ip-address.js';
import { listOf } from '../../value/list-of.js';
import { oneOf } from '../../value/one-of.js';
import { accept, type Parser } from '../../value/parsed.js';
import { recordOf } from '../../value/record-of.js';
import { parseRouteProtocol } from '../../value/route-protocol.js';
import { parseScope } from '../../value/route-scope.js';

type Plain = Omit<RouteAttributes, 'family' | 'destination' | 'devIndex' | 'via' | 'source' | 'nextHops'>;

/** One way of a route, parsed. */
export interface NextHopSettings extends Required<Omit<NextHop, 'via' | 'devIndex'>> {
  readonly via: IpAddress;
}

/** The options of a route, parsed. */
export interface RouteSettings extends Required<Plain> {
  readonly via: IpAddress;
  readonly source: IpAddress;
  readonly nextHops: readonly Given<NextHopSettings>[];
}

const parseMetric = integer('metric', 0, UINT32_MAX);

/** RTAX_* of linux/rtnetlink.h, in the words of ip-route(8). */
const METRIC_FIELDS: Fields<Record<string, number>> = Object.fromEntries(
  [
    'mtu',
    'advmss',
    'window',
    'rtt',
    'rttvar',
    'ssthresh',
    'cwnd',
    'initcwnd',
    'initrwnd',
    'hoplimit',
    'reordering',
    'rto_min',
    'quickack',
  ].map((name): [string, Parser<number>] => [name, parseMetric]),
);

const parseMetrics = recordOf(METRIC_FIELDS);

const NEXT_HOP_FIELDS: Fields<NextHopSettings> = {
  via: parseIpAddress,
  dev: parseInterfaceName,
  weight: integer('weight', 1, 256),
  onLink: parseBoolean,
};

export const ROUTE_FIELDS: Fields<RouteSettings> = {
  table: integer('route-table', 1, UINT32_MAX),
  type: oneOf('route-type', [
    'unicast',
    'local',
    'broadcast',
    'anycast',
    'multicast',
    'blackhole',
    'unreachable',
    'prohibit',
    'throw',
  ]),
  via: parseIpAddress,
  dev: parseInterfaceName,
  metric: parseMetric,
  tos: integer('tos', 0, 255),
  source: parseIpAddress,
  scope: parseScope,
  protocol: parseRouteProtocol,
  onLink: parseBoolean,
  preference: oneOf('route-preference', ['low', 'medium', 'high']),
  nextHops: listOf(recordOf(NEXT_HOP_FIELDS)),
  metrics: (value) => {
    const parsed = parseMetrics(value);
    return parsed.ok ? accept(withoutAbsent(parsed.value)) : parsed;
  },
};

function withoutAbsent(metrics: Given<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
