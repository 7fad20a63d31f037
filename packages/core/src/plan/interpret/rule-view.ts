import type { RuleAttributes } from '../../operation/rule-operation.js';
import type { AddressFamily } from '../../value/address-family.js';
import type { PlanPurpose } from '../plan.js';

type Unplaced = Omit<RuleAttributes, 'priority'> & { readonly priority?: number };

/** `main` stands here in every namespace, and the first rule that is given no priority right before it (fib_rules.c). */
const MAIN_PRIORITY = 32_766;

/** The rules of a namespace at one point of the chain. */
export class RuleView {
  readonly #rules: RuleAttributes[];

  constructor(rules: readonly RuleAttributes[]) {
    this.#rules = [...rules];
  }

  add(rule: RuleAttributes): void {
    this.#rules.push(rule);
  }

  delete(rule: RuleAttributes): void {
    const key = keyOf(rule);
    const place = this.#rules.findIndex((one) => one.priority === rule.priority && keyOf(one) === key);
    if (place !== -1) this.#rules.splice(place, 1);
  }

  /**
   * The priority of a rule that was given none: right before the first that is not of priority 0, as the kernel gives it
   * (fib_default_rule_pref). For `ensure` that of the rule that stands as asked, if there is one.
   */
  freePriority(rule: Unplaced, purpose: PlanPurpose): number {
    const standing = purpose === 'ensure' ? this.priorityOf(rule) : undefined;
    return standing ?? Math.max(0, this.#lowest(rule.family) - 1);
  }

  /** The priority of the first rule that is this one but for its priority. */
  priorityOf(rule: Unplaced): number | undefined {
    const key = keyOf(rule);
    return this.#rules.find((one) => keyOf(one) === key)?.priority;
  }

  #lowest(family: AddressFamily): number {
    let lowest = MAIN_PRIORITY;
    for (const { family: other, priority } of this.#rules) {
      if (other === family && priority > 0 && priority < lowest) lowest = priority;
    }
    return lowest;
  }
}

/** Everything but the priority; who made a rule does not tell it from another. */
function keyOf({ priority: _priority, protocol: _protocol, ...rule }: Unplaced): string {
  return JSON.stringify(Object.entries(rule).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
