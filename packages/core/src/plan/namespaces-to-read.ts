import type { RecordedCall } from '../builder/recorded-call.js';
import { isRecord } from '../value/fields.js';
import { HOST, namespaceKey, type NamespaceRef } from '../value/namespace-ref.js';
import { parseNamespaceRef } from '../value/parse-namespace-ref.js';

/**
 * The namespaces whose state the chain depends on: every scope, and those of peers, parents and links that are moved,
 * which are the host's unless told otherwise. What is no namespace is left out here, and reported by `interpret`.
 */
export function namespacesToRead(calls: readonly RecordedCall[]): NamespaceRef[] {
  const found = new Map<string, NamespaceRef>();
  for (const call of calls) {
    for (const mentioned of mentionedBy(call)) {
      const parsed = parseNamespaceRef(mentioned);
      if (parsed.ok) found.set(namespaceKey(parsed.value), parsed.value);
    }
  }
  return [...found.values()];
}

function mentionedBy({ method, args, scope }: RecordedCall): readonly unknown[] {
  const [first, options] = args;
  switch (method) {
    case 'veth':
      return [scope, option(option(options, 'peer'), 'namespace') ?? HOST];
    case 'macvlan':
    case 'macvtap':
      return [scope, option(options, 'parentNamespace') ?? HOST];
    case 'move':
      return [scope, option(options, 'from') ?? HOST];
    case 'deleteNamespace':
      return [scope, first];
    default:
      return [scope];
  }
}

function option(options: unknown, name: string): unknown {
  return isRecord(options) ? options[name] : undefined;
}
