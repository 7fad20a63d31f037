import type { RuleAttributes } from '../../operation/rule-operation.js';
import type { Given } from '../../value/fields.js';
import type { CallContext, CallInterpreter } from './call-context.js';
import { RULE_FIELDS, type RuleSettings } from './rule-fields.js';

/** `main` of `/etc/iproute2/rt_tables`. */
const MAIN = 254;

export const interpretRule: CallInterpreter = (context) => {
  const rule = ruleOf(context);
  if (!rule) return;
  const priority = rule.priority ?? context.scope.rules.freePriority(rule, context.chain.purpose);
  context.scope.rules.add({ ...rule, priority });
  context.emit({ op: 'rule.add', namespace: context.scope.ref, ...rule, priority });
};

export const interpretDeleteRule: CallInterpreter = (context) => {
  const rule = ruleOf(context);
  if (!rule) return;
  const { chain, scope } = context;
  const priority = rule.priority ?? scope.rules.priorityOf(rule);
  if (priority === undefined) {
    if (chain.purpose === 'commit') context.report('rule-missing', 'there is no such rule', 'use ensure()');
    return;
  }
  scope.rules.delete({ ...rule, priority });
  context.emit({ op: 'rule.delete', namespace: scope.ref, ...rule, priority });
};

type Rule = Omit<RuleAttributes, 'priority'> & { readonly priority?: number };

function ruleOf(context: CallContext): Rule | undefined {
  const raw = context.call.args[0];
  const before = context.chain.problems.length;
  const given = context.options(raw, RULE_FIELDS);
  if (raw === undefined) context.report('options', 'expected an object of options, got undefined');
  const { from, to, action = 'lookup', ...same } = given;
  checkFamilies(context, given);
  if (action === 'lookup' ? false : given.table !== undefined) {
    context.report('rule-action', `a rule that is ${action} looks into no table`, 'leave out `table`');
  }
  if (context.chain.problems.length > before) return undefined;
  return {
    ...same,
    family: given.family ?? from?.family ?? to?.family ?? 'inet',
    action,
    ...(action === 'lookup' ? { table: given.table ?? MAIN } : {}),
    ...(from && from.length > 0 ? { from: from.text } : {}),
    ...(to && to.length > 0 ? { to: to.text } : {}),
  };
}

function checkFamilies(context: CallContext, { family, from, to }: Given<RuleSettings>): void {
  const families = new Set([family, from?.family, to?.family].filter((one) => one !== undefined));
  if (families.size > 1) context.report('address-family', '`from`, `to` and `family` are not of one family');
}
