import type { NamespaceState, NetworkState, StateQuery } from '@netloom/core';
import { namespaceKey } from '@netloom/core/driver';
import { Breather } from '../engine/breather.js';
import type { ForeignAnswer, ForeignQuestion } from './foreign-link.js';
import { linkState } from './link-state.js';
import { References } from './references.js';
import type { ReadNamespace } from './state-decoder.js';

/** Makes the state of what was read, letting the thread do other things every few milliseconds. */
export async function assembleState(
  read: readonly ReadNamespace[],
  wanted: StateQuery['namespaces'],
  ask: (question: ForeignQuestion) => Promise<readonly ForeignAnswer[]>,
): Promise<NetworkState> {
  const references = new References(read);
  for (const each of read) for (const raw of each.tables.links.values()) references.expect(each, raw);
  const { question } = references;
  if (question.links.length > 0) references.learn(await ask(question));
  const breather = new Breather();
  const states = new Map<string, NamespaceState>();
  for (const each of read) {
    const links: NamespaceState['links'][number][] = [];
    for (const raw of each.tables.links.values()) {
      if (breather.isDue) await breather.breathe();
      links.push(linkState(raw, each, references));
    }
    states.set(namespaceKey(each.ref), namespaceState(each, links));
  }
  if (wanted === 'all') return { namespaces: [...states.values()] };
  const inOrder = [...new Set(wanted.map(namespaceKey))];
  return { namespaces: inOrder.flatMap((key) => states.get(key) ?? []) };
}

function namespaceState(
  { ref, identity, tables, sysctls }: ReadNamespace,
  links: NamespaceState['links'],
): NamespaceState {
  return {
    namespace: ref,
    inode: identity.inode,
    identity,
    links: links.toSorted((a, b) => a.ifindex - b.ifindex),
    addresses: tables.addresses,
    routes: tables.routes,
    rules: tables.rules,
    neighbours: tables.neighbours,
    fdb: tables.fdb,
    sysctls,
  };
}
