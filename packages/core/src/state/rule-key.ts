import type { RuleAttributes } from '../operation/rule-operation.js';

/** A rule's whole content is its key. */
export function ruleKey(rule: RuleAttributes): string {
  return JSON.stringify(Object.entries(rule).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
