import type { Problem } from '../error/problem.js';
import type { Operation } from '../operation/operation.js';
import { describeNamespace, namespaceFromKey, namespaceKey } from '../value/namespace-ref.js';
import { describeEffect } from './describe-operation.js';

/** What stands before an operation of each verb. */
const SIGNS: Readonly<Record<string, string>> = { add: '+', set: '~', replace: '~', delete: '-', acquire: '+' };

/** A plan as a readable difference, namespace by namespace, in the order in which each is first touched. */
export function explain(operations: readonly Operation[], warnings: readonly Problem[]): string {
  if (operations.length === 0) return ['nothing to do', ...warned(warnings)].join('\n');
  const lists = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = namespaceKey(operation.namespace);
    const list = lists.get(key);
    if (list) list.push(operation);
    else lists.set(key, [operation]);
  }
  const lines: string[] = [];
  for (const [key, list] of lists) {
    const made = list.find(({ op }) => op === 'namespace.add' || op === 'namespace.delete');
    lines.push(`${made ? `${sign(made)} ` : '  '}${describeNamespace(namespaceFromKey(key))}`);
    for (const operation of list)
      if (operation !== made) lines.push(`    ${sign(operation)} ${describeEffect(operation)}`);
  }
  return [...lines, ...warned(warnings)].join('\n');
}

function sign({ op }: Operation): string {
  return SIGNS[op.slice(op.indexOf('.') + 1)] ?? ' ';
}

function warned(warnings: readonly Problem[]): string[] {
  return warnings.map(({ call, message, mend }) => `! ${call ? `${call}: ` : ''}${message}${mend ? ` (${mend})` : ''}`);
}
