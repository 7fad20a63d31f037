import type { RuleAdd, RuleAttributes, RuleDelete } from '../../operation/rule-operation.js';
import type { Effect } from './effect.js';
import { noNamespace } from './refusals.js';
import { ruleKey } from '../rule-key.js';

export const addRule: Effect<RuleAdd> = (model, operation) => {
  const namespace = model.namespace(operation.namespace);
  if (!namespace) return noNamespace(operation.namespace);
  const rule = attributes(operation);
  const key = ruleKey(rule);
  if (namespace.rules.some((each) => ruleKey(each) === key)) {
    return { code: 'rule-exists', message: `the same rule of priority ${rule.priority} exists already` };
  }
  // Rules are kept in the order of their priority, later ones of the same behind earlier ones.
  const place = namespace.rules.findIndex((each) => each.family === rule.family && each.priority > rule.priority);
  namespace.rules = place < 0 ? [...namespace.rules, rule] : namespace.rules.toSpliced(place, 0, rule);
  return undefined;
};

export const deleteRule: Effect<RuleDelete> = (model, operation) => {
  const namespace = model.namespace(operation.namespace);
  if (!namespace) return noNamespace(operation.namespace);
  const key = ruleKey(attributes(operation));
  const place = namespace.rules.findIndex((each) => ruleKey(each) === key);
  if (place < 0) return { code: 'rule-missing', message: `there is no such rule of priority ${operation.priority}` };
  namespace.rules = namespace.rules.toSpliced(place, 1);
  return undefined;
};

function attributes(operation: RuleAdd | RuleDelete): RuleAttributes {
  const { op: _op, namespace: _namespace, ...rule } = operation;
  return rule;
}
