import type { RuleAttributes, RuleState } from '@netloom/core';
import { IP_PROTOCOLS } from '../name/ip-protocol.js';
import { ROUTE_PROTOCOLS } from '../name/route-protocol.js';
import { AttributeTable } from '../wire/attribute-table.js';
import {
  FIB_RULE_INVERT,
  FRA_DPORT_RANGE,
  FRA_DST,
  FRA_FWMARK,
  FRA_FWMASK,
  FRA_GOTO,
  FRA_IIFNAME,
  FRA_IP_PROTO,
  FRA_OIFNAME,
  FRA_PRIORITY,
  FRA_PROTOCOL,
  FRA_SPORT_RANGE,
  FRA_SRC,
  FRA_SUPPRESS_PREFIXLEN,
  FRA_TABLE,
  FR_ACT_BLACKHOLE,
  FR_ACT_GOTO,
  FR_ACT_NOP,
  FR_ACT_PROHIBIT,
  FR_ACT_TO_TBL,
  FR_ACT_UNREACHABLE,
} from '../wire/constant/fra.js';
import { ADD, DO } from '../wire/constant/nlm.js';
import { RTM_DELRULE, RTM_NEWRULE } from '../wire/constant/rtm.js';
import { LITTLE_ENDIAN } from '../wire/byte-order.js';
import { familyName, familyNumber, formatPrefix, parsePrefix } from '../wire/ip-address.js';
import type { MessageReader } from '../wire/message-reader.js';
import type { MessageWriter } from '../wire/message-writer.js';

const ACTIONS: { readonly [A in RuleAttributes['action']]: number } = {
  lookup: FR_ACT_TO_TBL,
  goto: FR_ACT_GOTO,
  nop: FR_ACT_NOP,
  blackhole: FR_ACT_BLACKHOLE,
  unreachable: FR_ACT_UNREACHABLE,
  prohibit: FR_ACT_PROHIBIT,
};

/** RTM_NEWRULE or RTM_DELRULE. `ip rule add|delete …`. */
export function writeRule(writer: MessageWriter, verb: 'add' | 'delete', rule: RuleAttributes): void {
  const from = rule.from === undefined ? undefined : parsePrefix(rule.from);
  const to = rule.to === undefined ? undefined : parsePrefix(rule.to);
  const table = rule.table ?? 0;
  writer.begin(verb === 'add' ? RTM_NEWRULE : RTM_DELRULE, verb === 'add' ? ADD : DO);
  // `struct fib_rule_hdr`.
  writer
    .u8(familyNumber(rule.family))
    .u8(to?.length ?? 0)
    .u8(from?.length ?? 0)
    .u8(rule.tos ?? 0);
  writer
    .u8(table < 256 ? table : 0)
    .u8(0)
    .u8(0)
    .u8(ACTIONS[rule.action]);
  writer.u32(rule.not === true ? FIB_RULE_INVERT : 0);
  writer.attributeU32(FRA_PRIORITY, rule.priority);
  if (table >= 256) writer.attributeU32(FRA_TABLE, table);
  if (rule.goto !== undefined) writer.attributeU32(FRA_GOTO, rule.goto);
  if (from !== undefined && from.length > 0) writer.attributeBytes(FRA_SRC, from.bytes);
  if (to !== undefined && to.length > 0) writer.attributeBytes(FRA_DST, to.bytes);
  if (rule.inputDevice !== undefined) writer.attributeString(FRA_IIFNAME, rule.inputDevice);
  if (rule.outputDevice !== undefined) writer.attributeString(FRA_OIFNAME, rule.outputDevice);
  if (rule.mark !== undefined) writer.attributeU32(FRA_FWMARK, rule.mark);
  if (rule.markMask !== undefined) writer.attributeU32(FRA_FWMASK, rule.markMask);
  if (rule.suppressPrefixLength !== undefined) writer.attributeU32(FRA_SUPPRESS_PREFIXLEN, rule.suppressPrefixLength);
  if (rule.ipProtocol !== undefined) writer.attributeU8(FRA_IP_PROTO, IP_PROTOCOLS.number(rule.ipProtocol));
  if (rule.sourcePort !== undefined) writer.attributeBytes(FRA_SPORT_RANGE, portRange(rule.sourcePort));
  if (rule.destinationPort !== undefined) writer.attributeBytes(FRA_DPORT_RANGE, portRange(rule.destinationPort));
  if (rule.protocol !== undefined) writer.attributeU8(FRA_PROTOCOL, ROUTE_PROTOCOLS.number(rule.protocol));
  writer.finish();
}

const attributes = new AttributeTable(FRA_DPORT_RANGE);

/** RTM_NEWRULE as the kernel sends it; nothing for an action or a family that is not known. */
export function readRule(reader: MessageReader): RuleState | undefined {
  const start = reader.fixedPart(12);
  const family = familyName(reader.u8(0));
  const action = (Object.keys(ACTIONS) as RuleAttributes['action'][]).find((name) => ACTIONS[name] === reader.u8(7));
  if (family === undefined || action === undefined) return undefined;
  attributes.read(reader, start, reader.end);
  const result: { -readonly [K in keyof RuleState]: RuleState[K] } = {
    family,
    priority: attributes.u32(FRA_PRIORITY) ?? 0,
    action,
  };
  if (action === 'lookup') result.table = attributes.u32(FRA_TABLE) ?? reader.u8(4);
  const target = attributes.u32(FRA_GOTO);
  if (target !== undefined) result.goto = target;
  if ((reader.u32(8) & FIB_RULE_INVERT) !== 0) result.not = true;
  if (attributes.has(FRA_SRC)) result.from = formatPrefix(attributes.bytes(FRA_SRC), reader.u8(2), family);
  if (attributes.has(FRA_DST)) result.to = formatPrefix(attributes.bytes(FRA_DST), reader.u8(1), family);
  const tos = reader.u8(3);
  if (tos !== 0) result.tos = tos;
  readSelectors(result);
  const protocol = attributes.u8(FRA_PROTOCOL);
  if (protocol !== undefined && protocol !== 0) result.protocol = ROUTE_PROTOCOLS.name(protocol);
  return result;
}

function readSelectors(result: { -readonly [K in keyof RuleState]: RuleState[K] }): void {
  const inputDevice = attributes.string(FRA_IIFNAME);
  if (inputDevice !== undefined) result.inputDevice = inputDevice;
  const outputDevice = attributes.string(FRA_OIFNAME);
  if (outputDevice !== undefined) result.outputDevice = outputDevice;
  const mark = attributes.u32(FRA_FWMARK);
  const mask = attributes.u32(FRA_FWMASK) ?? 0;
  if (mark !== undefined && (mark !== 0 || mask !== 0)) result.mark = mark;
  // All bits is what a mark without a mask has.
  if (mask !== 0 && mask !== 0xffffffff) result.markMask = mask;
  const suppress = attributes.u32(FRA_SUPPRESS_PREFIXLEN);
  if (suppress !== undefined && suppress !== 0xffffffff) result.suppressPrefixLength = suppress;
  const ipProtocol = attributes.u8(FRA_IP_PROTO);
  if (ipProtocol !== undefined && ipProtocol !== 0) result.ipProtocol = IP_PROTOCOLS.name(ipProtocol);
  const sourcePort = formatRange(attributes.bytes(FRA_SPORT_RANGE));
  if (sourcePort !== undefined) result.sourcePort = sourcePort;
  const destinationPort = formatRange(attributes.bytes(FRA_DPORT_RANGE));
  if (destinationPort !== undefined) result.destinationPort = destinationPort;
}

/** `struct fib_rule_port_range`: `80` or `1000-2000` as first and last. */
function portRange(text: string): Uint8Array {
  const [first, last = first] = text.split('-').map(Number);
  return new Uint8Array(Uint16Array.of(first ?? 0, last ?? 0).buffer);
}

function formatRange(bytes: Buffer | undefined): string | undefined {
  if (bytes === undefined || bytes.length < 4) return undefined;
  const first = LITTLE_ENDIAN ? bytes.readUInt16LE(0) : bytes.readUInt16BE(0);
  const last = LITTLE_ENDIAN ? bytes.readUInt16LE(2) : bytes.readUInt16BE(2);
  return first === last ? String(first) : `${first}-${last}`;
}
