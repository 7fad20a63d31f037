import { ruleKey } from '../../state/rule-key.js';
import { describeNamespace, namespaceKey } from '../../value/namespace-ref.js';
import { entryKey } from '../footprint.js';
import type { BackContext, BackStep } from './back-step.js';

/** Rules that the transaction deleted, and all those of a namespace that it deleted: made again, it has its first ones. */
export function* restoreRules({ footprint, before, current }: BackContext): Generator<BackStep> {
  for (const was of before.namespaces()) {
    const { ref } = was;
    const now = current.namespace(ref);
    const key = namespaceKey(ref);
    const remade = footprint.namespacesDeleted.has(key);
    if (!now) continue;
    const there = new Set(now.rules.map(ruleKey));
    const wanted = new Set(was.rules.map(ruleKey));
    const where = describeNamespace(ref);
    for (const rule of was.rules) {
      const id = ruleKey(rule);
      const operations = footprint.entries.get(entryKey('rule', key, id)) ?? [];
      if (there.has(id) || !(remade || operations.some(({ op }) => op === 'rule.delete'))) continue;
      yield {
        pass: 'rules',
        operation: { op: 'rule.add', namespace: ref, ...rule },
        reason: `rule ${rule.priority} is gone from ${where}`,
      };
    }
    for (const rule of remade ? now.rules : []) {
      if (wanted.has(ruleKey(rule))) continue;
      yield {
        pass: 'routes',
        operation: { op: 'rule.delete', namespace: ref, ...rule },
        reason: `rule ${rule.priority} was not in ${where}`,
      };
    }
  }
}
