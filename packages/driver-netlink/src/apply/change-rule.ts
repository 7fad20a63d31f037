import type { RuleAdd, RuleDelete } from '@netloom/core';
import { writeRule } from '../message/rule-message.js';
import type { Applier } from './applier.js';

/** `ip rule add …`, `ip rule delete …`. */
export const changeRule: Applier<RuleAdd | RuleDelete> = (operation, session, outbox) => {
  const namespace = session.namespace(operation.namespace);
  const verb = operation.op === 'rule.add' ? 'add' : 'delete';
  outbox.post({ namespace, together: false }, (writer) => writeRule(writer, verb, operation));
  return undefined;
};
