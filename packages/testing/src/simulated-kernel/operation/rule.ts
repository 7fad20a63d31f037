import type { RuleAdd, RuleAttributes, RuleDelete } from '@netloom/core';
import type { KernelState } from '../kernel-state.js';

export function addRule(kernel: KernelState, operation: RuleAdd): void {
  const namespace = kernel.require(operation.namespace);
  namespace.rules.add(attributes(operation));
  if (operation.family === 'inet') namespace.routes.localApart = true;
  // IPv6 makes the table that a rule leads to (`fib6_rule_configure()`).
  else if (operation.table !== undefined) namespace.routes.createTable('inet6', operation.table);
}

export function deleteRule(kernel: KernelState, operation: RuleDelete): void {
  const namespace = kernel.require(operation.namespace);
  namespace.rules.delete(attributes(operation));
  if (operation.family === 'inet') namespace.routes.localApart = true;
}

function attributes(operation: RuleAdd | RuleDelete): RuleAttributes {
  const { op: _op, namespace: _namespace, ...rule } = operation;
  return rule;
}
