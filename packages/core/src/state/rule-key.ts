import type { RuleAttributes } from '../operation/rule-operation.js';

/** A rule's whole content is its key, but for who made it: the kernel compares that neither (net/core/fib_rules.c). */
export function ruleKey({ protocol: _protocol, ...rule }: RuleAttributes): string {
  const said = Object.entries(rule).filter(([, value]) => value !== undefined && value !== false);
  return JSON.stringify(said.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
