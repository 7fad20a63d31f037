import type { RuleAdd, RuleDelete } from '@netloom/core';
import { writeRule } from '../message/rule-message.js';
import { send, type Applier } from './applier.js';

/** `ip rule add …`, `ip rule delete …`. */
export const changeRule: Applier<RuleAdd | RuleDelete> = (operation, session) => {
  const writer = session.writer;
  writeRule(writer, operation.op === 'rule.add' ? 'add' : 'delete', operation);
  send(session.namespace(operation.namespace), writer);
  return undefined;
};
