import type { MacvlanMode } from '../../link-kind/macvlan.js';
import { namespaceKey } from '../../value/namespace-ref.js';
import type { CallContext } from './call-context.js';
import type { KnownLink } from './known-link.js';

export interface ChildWanted {
  readonly kind: 'macvlan' | 'macvtap';
  readonly mode: MacvlanMode;
  readonly parent: KnownLink | undefined;
}

/**
 * The name of a link that was given none: for `commit` the first `<kind>N` that neither the state nor the chain has, for
 * `ensure` first one that stands as asked, lowest N first and each once.
 */
export function defaultName(context: CallContext, wanted: ChildWanted): string {
  const { chain, scope } = context;
  const standing = chain.purpose === 'ensure' ? standingName(context, wanted) : undefined;
  if (standing !== undefined) return standing;
  const { kind } = wanted;
  scope.nextDefault ??= new Map();
  let number = scope.nextDefault.get(kind) ?? 0;
  while (scope.links.has(`${kind}${number}`) || chain.declared.names.has(`${scope.key}/${kind}${number}`)) number++;
  scope.nextDefault.set(kind, number + 1);
  return `${kind}${number}`;
}

function standingName({ chain, scope }: CallContext, { kind, mode, parent }: ChildWanted): string | undefined {
  const state = parent?.state;
  if (!parent || !state) return undefined;
  const key = `${kind} ${mode} ${state.ifindex} ${parent.namespace.key}`;
  scope.standing ??= standingByShape(scope.links.values(), scope.key, chain.declared.names);
  return scope.standing.get(key)?.shift();
}

/** The names of links that could be default names, by kind, mode and parent, highest number last. */
function standingByShape(
  links: Iterable<KnownLink>,
  home: string,
  declared: ReadonlySet<string>,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { name, state, addedBy } of links) {
    if (!state?.parent || addedBy !== undefined || !/^(?:macvlan|macvtap)\d+$/.test(name)) continue;
    if (!name.startsWith(state.kind) || declared.has(`${home}/${name}`)) continue;
    const { ifindex, namespace } = state.parent;
    const key = `${state.kind} ${state.mode} ${ifindex} ${namespace === undefined ? home : namespaceKey(namespace)}`;
    const names = found.get(key);
    if (names) names.push(name);
    else found.set(key, [name]);
  }
  for (const names of found.values()) names.sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return found;
}
