import type { RuleAttributes } from '../../operation/rule-operation.js';
import { parseBoolean } from '../../value/boolean.js';
import type { Fields } from '../../value/fields.js';
import { integer, UINT32_MAX } from '../../value/integer.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import { parseNetwork, type IpPrefix } from '../../value/ip-prefix.js';
import { oneOf } from '../../value/one-of.js';
import { accept, refuse, type Parser } from '../../value/parsed.js';
import { parseRouteProtocol } from '../../value/route-protocol.js';
import { showValue } from '../../value/show-value.js';

/** The options of a rule, parsed. */
export interface RuleSettings extends Required<Omit<RuleAttributes, 'from' | 'to' | 'goto'>> {
  readonly from: IpPrefix;
  readonly to: IpPrefix;
}

const PORTS = /^(?<first>\d{1,5})(?:-(?<last>\d{1,5}))?$/;

const parsePorts: Parser<string> = (value) => {
  const text = typeof value === 'number' ? String(value) : value;
  const groups = typeof text === 'string' ? PORTS.exec(text)?.groups : undefined;
  const first = Number(groups?.['first']);
  const last = Number(groups?.['last'] ?? first);
  return first >= 1 && first <= last && last <= 65_535
    ? accept(first === last ? String(first) : `${first}-${last}`)
    : refuse('port', `expected a port or a range as in '1000-2000', got ${showValue(value)}`);
};

const parseNumber = integer('rule', 0, UINT32_MAX);

export const RULE_FIELDS: Fields<RuleSettings> = {
  family: oneOf('address-family', ['inet', 'inet6']),
  priority: integer('rule-priority', 0, UINT32_MAX),
  action: oneOf('rule-action', ['lookup', 'blackhole', 'unreachable', 'prohibit']),
  table: integer('route-table', 1, UINT32_MAX),
  not: parseBoolean,
  from: parseNetwork,
  to: parseNetwork,
  inputDevice: parseInterfaceName,
  outputDevice: parseInterfaceName,
  mark: parseNumber,
  markMask: parseNumber,
  tos: integer('tos', 0, 255),
  protocol: parseRouteProtocol,
  suppressPrefixLength: integer('prefix-length', 0, 128),
  ipProtocol: oneOf('ip-protocol', ['tcp', 'udp', 'icmp', 'ipv6-icmp', 'sctp', 'dccp']),
  sourcePort: parsePorts,
  destinationPort: parsePorts,
};
