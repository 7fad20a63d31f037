import type { RuleAttributes } from '../../operation/rule-operation.js';
import type { AddressFamily } from '../../value/address-family.js';
import type { PlanPurpose } from '../plan.js';

type Unplaced = Omit<RuleAttributes, 'priority'> & { readonly priority?: number };

/** `main` stands here in every namespace, and the first rule that is given no priority right before it (fib_rules.c). */
const MAIN_PRIORITY = 32_766;

/** The rules of a namespace at one point of the chain. */
export class RuleView {
  /** The priorities of equal rules, in the kernel's order. */
  readonly #priorities = new Map<string, number[]>();
  /** The lowest that is not 0, which the kernel puts new rules right before; a delete does not raise it again. */
  readonly #lowest: Record<AddressFamily, number> = { inet: MAIN_PRIORITY, inet6: MAIN_PRIORITY };

  constructor(rules: readonly RuleAttributes[]) {
    for (const rule of rules) this.add(rule);
  }

  add(rule: RuleAttributes): void {
    const { family, priority } = rule;
    const key = keyOf(rule);
    const equal = this.#priorities.get(key);
    if (equal) equal.push(priority);
    else this.#priorities.set(key, [priority]);
    if (priority > 0 && priority < this.#lowest[family]) this.#lowest[family] = priority;
  }

  delete(rule: RuleAttributes): void {
    const equal = this.#priorities.get(keyOf(rule));
    const place = equal?.indexOf(rule.priority) ?? -1;
    if (place !== -1) equal?.splice(place, 1);
  }

  /**
   * The priority of a rule that was given none: right before the first that is not of priority 0, as the kernel gives it
   * (fib_default_rule_pref). For `ensure` that of the rule that stands as asked, if there is one.
   */
  freePriority(rule: Unplaced, purpose: PlanPurpose): number {
    const standing = purpose === 'ensure' ? this.priorityOf(rule) : undefined;
    return standing ?? Math.max(0, this.#lowest[rule.family] - 1);
  }

  /** The priority of the first rule that is this one but for its priority. */
  priorityOf(rule: Unplaced): number | undefined {
    return this.#priorities.get(keyOf(rule))?.[0];
  }
}

/** Everything but the priority; who made a rule does not tell it from another. */
function keyOf({ priority: _priority, protocol: _protocol, ...rule }: Unplaced): string {
  return JSON.stringify(Object.entries(rule).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
