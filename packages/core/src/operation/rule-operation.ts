import type { AddressFamily } from '../value/address-family.js';
import type { OnNamespace } from './on-namespace.js';

/** A policy routing rule: `ip rule add …`, see ip-rule(8). Its whole content is its key. */
export interface RuleAttributes {
  readonly family: AddressFamily;
  readonly priority: number;
  /** `goto` goes on with the rule of priority `goto`, and `nop` with the next one. */
  readonly action: 'lookup' | 'goto' | 'nop' | 'blackhole' | 'unreachable' | 'prohibit';
  readonly table?: number;
  readonly goto?: number;
  readonly not?: boolean;
  /** Prefix; absent is everything. */
  readonly from?: string;
  readonly to?: string;
  readonly inputDevice?: string;
  readonly outputDevice?: string;
  readonly mark?: number;
  readonly markMask?: number;
  readonly tos?: number;
  readonly protocol?: string;
  readonly suppressPrefixLength?: number;
  readonly ipProtocol?: string;
  readonly sourcePort?: string;
  readonly destinationPort?: string;
}

export interface RuleAdd extends OnNamespace, RuleAttributes {
  readonly op: 'rule.add';
}

export interface RuleDelete extends OnNamespace, RuleAttributes {
  readonly op: 'rule.delete';
}
