import type { RuleAdd, RuleAttributes, RuleDelete } from '@netloom/core';
import type { KernelState } from '../kernel-state.js';

export function addRule(kernel: KernelState, operation: RuleAdd): void {
  kernel.require(operation.namespace).rules.add(attributes(operation));
}

export function deleteRule(kernel: KernelState, operation: RuleDelete): void {
  kernel.require(operation.namespace).rules.delete(attributes(operation));
}

function attributes(operation: RuleAdd | RuleDelete): RuleAttributes {
  const { op: _op, namespace: _namespace, ...rule } = operation;
  return rule;
}
