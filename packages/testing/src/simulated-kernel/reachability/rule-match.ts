import type { RuleAttributes } from '@netloom/core';
import { contains, parsePrefix, type IpAddress } from '../ip/ip-address.js';

/** What is known of a packet beside its destination when its route is searched. */
export interface Flow {
  readonly source?: IpAddress | undefined;
  /** The link that the packet came in by; `lo` for what a namespace sends itself. */
  readonly inputDevice?: string | undefined;
  /** The link that the sender asks for. */
  readonly outputDevice?: string | undefined;
}

/** The protocols of a ping, in the words of ip-rule(8). */
const PING = { inet: 'icmp', inet6: 'ipv6-icmp' } as const;

/** Whether a rule is about a packet (`fib_rule_match()`): a ping, without a mark or a type of service. */
export function applies(rule: RuleAttributes, address: IpAddress, flow: Flow): boolean {
  const { source } = flow;
  const from = rule.from === undefined || (source !== undefined && contains(parsePrefix(rule.from), source));
  const to = rule.to === undefined || contains(parsePrefix(rule.to), address);
  return (from && to && isOfLinks(rule, flow) && isOfPing(rule)) !== (rule.not ?? false);
}

function isOfLinks({ inputDevice, outputDevice }: RuleAttributes, flow: Flow): boolean {
  const input = inputDevice === undefined || inputDevice === flow.inputDevice;
  return input && (outputDevice === undefined || outputDevice === flow.outputDevice);
}

function isOfPing({ family, mark = 0, markMask = 0xffffffff, tos = 0, ...rule }: RuleAttributes): boolean {
  if ((mark & markMask) !== 0 || tos !== 0) return false;
  if (rule.sourcePort !== undefined || rule.destinationPort !== undefined) return false;
  return rule.ipProtocol === undefined || rule.ipProtocol === PING[family];
}
