import type { RecordedCall } from '../../builder/recorded-call.js';
import { isRecord } from '../../value/fields.js';
import { HOST, namespaceKey } from '../../value/namespace-ref.js';
import { parseNamespaceRef } from '../../value/parse-namespace-ref.js';

/** What the whole chain says of names, read before anything is interpreted. */
export interface DeclaredLinks {
  /**
   * The names that it gives to links, as `namespace key/name`: a default name must not take one that a later call asks
   * for, and a parent of such a name is ambiguous.
   */
  readonly names: ReadonlySet<string>;
  /** The new names that `.link()` gives, by the old ones: what `ensure` finds standing has them already. */
  readonly renames: ReadonlyMap<string, string>;
}

export function declaredLinks(calls: readonly RecordedCall[]): DeclaredLinks {
  const names = new Set<string>();
  const renames = new Map<string, string>();
  for (const call of calls) {
    for (const [namespace, name] of namesOf(call)) {
      const parsed = parseNamespaceRef(namespace);
      if (!parsed.ok || typeof name !== 'string') continue;
      const key = namespaceKey(parsed.value);
      names.add(`${key}/${name}`);
      if (call.method === 'link') renames.set(`${key}/${String(call.args[0])}`, name);
    }
  }
  return { names, renames };
}

function namesOf({ method, args, scope }: RecordedCall): readonly (readonly [namespace: unknown, name: unknown])[] {
  const [first, second] = args;
  switch (method) {
    case 'veth':
      return [[scope, first], peerOf(first, second)];
    case 'bridge':
      return [[scope, first]];
    case 'add':
      return [[scope, second]];
    case 'macvlan':
    case 'macvtap':
    case 'link':
      return [[scope, option(second, 'name')]];
    case 'move':
      return [[scope, option(second, 'as') ?? first]];
    default:
      return [];
  }
}

function peerOf(name: unknown, options: unknown): readonly [namespace: unknown, name: unknown] {
  const peer = option(options, 'peer');
  if (typeof peer === 'string') return [HOST, peer];
  return [option(peer, 'namespace') ?? HOST, option(peer, 'name') ?? `${String(name)}-host`];
}

function option(options: unknown, name: string): unknown {
  return isRecord(options) ? options[name] : undefined;
}
