import type { AddressFamily, RuleState } from '@netloom/core';
import { type JsonObject, flagAt, numberAt, required, textAt } from './json-object.js';
import { protocolName } from './names.js';
import { prefixOf } from './prefix.js';

/** FR_ACT_* of linux/fib_rules.h as `ip -N` prints them (it takes them for types of routes), and by name. */
const ACTIONS: Readonly<Record<string, RuleState['action']>> = {
  6: 'blackhole',
  7: 'unreachable',
  8: 'prohibit',
  blackhole: 'blackhole',
  unreachable: 'unreachable',
  prohibit: 'prohibit',
};

/** Numbers of protocols that `ip -N` prints as `ipproto-N`, by name (IANA protocol numbers). */
const IP_PROTOCOLS: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp', 58: 'ipv6-icmp', 132: 'sctp' };

/** A rule of `ip -N -j -d rule show`. */
export function parseRule(family: AddressFamily, rule: JsonObject): RuleState {
  const action = actionOf(rule);
  const target = numberAt(rule, 'goto');
  const table = numberAt(rule, 'table');
  const protocol = textAt(rule, 'protocol') ?? '0';
  return {
    family,
    priority: required(numberAt(rule, 'priority'), 'priority'),
    action,
    ...(action === 'lookup' && table !== undefined ? { table } : {}),
    ...(target === undefined ? {} : { goto: target }),
    ...(flagAt(rule, 'not') ? { not: true } : {}),
    ...prefix('from', family, textAt(rule, 'src'), numberAt(rule, 'srclen')),
    ...prefix('to', family, textAt(rule, 'dst'), numberAt(rule, 'dstlen')),
    ...device('inputDevice', textAt(rule, 'iif')),
    ...device('outputDevice', textAt(rule, 'oif')),
    ...markOf(rule),
    ...selectors(rule),
    ...(protocol === '0' ? {} : { protocol: protocolName(protocol) }),
  };
}

/** `goto` and `nop` are fields of their own, the latter one without a value. */
function actionOf(rule: JsonObject): RuleState['action'] {
  if ('goto' in rule) return 'goto';
  return 'nop' in rule ? 'nop' : (ACTIONS[textAt(rule, 'action') ?? ''] ?? 'lookup');
}

function prefix(
  key: 'from' | 'to',
  family: AddressFamily,
  address: string | undefined,
  length: number | undefined,
): Pick<RuleState, 'from' | 'to'> {
  if (address === undefined || address === 'all') return {};
  return { [key]: length === undefined ? prefixOf(family, address) : `${address}/${length}` };
}

function device(key: 'inputDevice' | 'outputDevice', name: string | undefined): Partial<RuleState> {
  return name === undefined ? {} : { [key]: name };
}

function markOf(rule: JsonObject): Pick<RuleState, 'mark' | 'markMask'> {
  const mark = numberAt(rule, 'fwmark');
  const mask = numberAt(rule, 'fwmask');
  return {
    ...(mark === undefined ? {} : { mark }),
    ...(mask === undefined ? {} : { markMask: mask }),
  };
}

function selectors(rule: JsonObject): Partial<RuleState> {
  const tos = numberAt(rule, 'tos');
  const suppress = numberAt(rule, 'suppress_prefixlen');
  const protocol = textAt(rule, 'ipproto');
  const number = protocol?.replace(/^ipproto-/, '');
  const [source, destination] = [ports(rule, 'sport'), ports(rule, 'dport')];
  return {
    ...(tos === undefined || tos === 0 ? {} : { tos }),
    ...(suppress === undefined ? {} : { suppressPrefixLength: suppress }),
    ...(number === undefined ? {} : { ipProtocol: IP_PROTOCOLS[number] ?? number }),
    ...(source === undefined ? {} : { sourcePort: source }),
    ...(destination === undefined ? {} : { destinationPort: destination }),
  };
}

function ports(rule: JsonObject, key: 'sport' | 'dport'): string | undefined {
  const [one, start, end] = [numberAt(rule, key), numberAt(rule, `${key}_start`), numberAt(rule, `${key}_end`)];
  if (one !== undefined) return String(one);
  return start === undefined || end === undefined ? undefined : `${start}-${end}`;
}
