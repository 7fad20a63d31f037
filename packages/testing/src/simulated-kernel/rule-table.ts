import type { AddressFamily, RuleAttributes } from '@netloom/core';
import { KernelError } from './kernel-error.js';

const LOCAL_TABLE = 255;
const MAIN_TABLE = 254;
const DEFAULT_TABLE = 253;

/** What every namespace begins with (ip-rule(8)): IPv6 has no default table. */
const INITIAL: readonly RuleAttributes[] = [
  { family: 'inet', priority: 0, action: 'lookup', table: LOCAL_TABLE, protocol: 'kernel' },
  { family: 'inet', priority: 32766, action: 'lookup', table: MAIN_TABLE, protocol: 'kernel' },
  { family: 'inet', priority: 32767, action: 'lookup', table: DEFAULT_TABLE, protocol: 'kernel' },
  { family: 'inet6', priority: 0, action: 'lookup', table: LOCAL_TABLE, protocol: 'kernel' },
  { family: 'inet6', priority: 32766, action: 'lookup', table: MAIN_TABLE, protocol: 'kernel' },
];

/** The policy routing rules of a namespace, by family and priority. */
export class RuleTable {
  #rules: readonly RuleAttributes[] = INITIAL;
  #hasCustom6 = false;

  all(): readonly RuleAttributes[] {
    return this.#rules;
  }

  /** Takes over all rules that were read of a namespace. */
  restore(rules: readonly RuleAttributes[]): void {
    this.#rules = [...rules];
    this.#hasCustom6 = this.of('inet6').some((rule) => !INITIAL.some((initial) => isAtPlaceOf(rule, initial)));
  }

  /** Whether there are others than those that a namespace begins with. */
  areChanged(family: AddressFamily): boolean {
    const initial = INITIAL.filter((rule) => rule.family === family);
    const rules = this.of(family);
    return rules.length !== initial.length || !rules.every((rule, index) => isAtPlaceOf(rule, initial[index]));
  }

  of(family: AddressFamily): readonly RuleAttributes[] {
    return this.#rules.filter((rule) => rule.family === family);
  }

  /**
   * Those that a search goes by. IPv6 does not look at them before one is added, though some may have been deleted
   * (`fib6_rule_lookup()`: fib6_has_custom_rules).
   */
  searched(family: AddressFamily): readonly RuleAttributes[] {
    const asAtFirst = family === 'inet6' && !this.#hasCustom6;
    return asAtFirst ? INITIAL.filter((rule) => rule.family === family) : this.of(family);
  }

  add(rule: RuleAttributes): void {
    if (rule.goto !== undefined && rule.goto <= rule.priority) {
      throw new KernelError('EINVAL', 'Backward goto not supported');
    }
    if (this.#rules.some((other) => isTaken(other, rule))) throw new KernelError('EEXIST');
    this.#hasCustom6 ||= rule.family === 'inet6';
    // Behind others of the same priority, and IPv4 before IPv6.
    const next = this.#rules.findIndex(
      (other) =>
        (other.family === 'inet6' && rule.family === 'inet') ||
        (other.family === rule.family && other.priority > rule.priority),
    );
    this.#rules = this.#rules.toSpliced(next === -1 ? this.#rules.length : next, 0, rule);
  }

  /** Deletes the first rule that has everything said; what is not said fits every rule (`rule_find()`). */
  delete(wanted: RuleAttributes): void {
    const said = Object.entries(wanted).filter(([, value]) => value !== undefined && value !== false);
    const index = this.#rules.findIndex((rule) =>
      said.every(([field, value]) => field === 'not' || Reflect.get(rule, field) === value),
    );
    if (index === -1) throw new KernelError('ENOENT');
    this.#rules = this.#rules.toSpliced(index, 1);
  }
}

function isAtPlaceOf(rule: RuleAttributes, other: RuleAttributes | undefined): boolean {
  return (['family', 'priority', 'action', 'table'] as const).every((field) => rule[field] === other?.[field]);
}

/** What is compared only where the new rule says it (`fib4_rule_compare()`), and what is not compared at all. */
const OPEN: ReadonlySet<string> = new Set(['from', 'to', 'tos']);

/** Tells whether a rule stands in the way of another: everything is the same, who made it as well (`rule_exists()`). */
function isTaken(standing: RuleAttributes, wanted: RuleAttributes): boolean {
  const fields = new Set([...Object.keys(standing), ...Object.keys(wanted)]);
  fields.delete('not');
  return [...fields].every((field) => {
    const value: unknown = Reflect.get(wanted, field);
    return (OPEN.has(field) && value === undefined) || Reflect.get(standing, field) === value;
  });
}
