import { describeNamespace } from '../../value/namespace-ref.js';
import { parseNewInterfaceName } from '../../value/interface-name.js';
import type { CallContext } from './call-context.js';
import type { KnownLink } from './known-link.js';
import type { NamespaceView } from './namespace-view.js';

/**
 * The name of a link that is to be made, or `undefined` after reporting why it is none. A wrong name is kept as known, so
 * that the calls that use it are not told off as well.
 */
export function newLinkName(
  context: CallContext,
  namespace: NamespaceView,
  raw: unknown,
  label?: string,
): string | undefined {
  const name = context.parse(parseNewInterfaceName, raw, label);
  if (name === undefined && typeof raw === 'string' && !namespace.links.has(raw)) {
    namespace.links.set(raw, { name: raw, kind: undefined, up: undefined, altNames: [], namespace });
  }
  return name;
}

/**
 * Makes a link known under its names, which must be free: twice in a chain is a mistake always, one that is there
 * already is a mistake for `commit` and what `ensure` is about. The name of what is given back is the one to use: for
 * `ensure` it may be the one that the chain gives later.
 *
 * @param mend - What helps where the name is taken.
 */
export function addKnownLink(
  context: CallContext,
  namespace: NamespaceView,
  name: string,
  kind: string,
  altNames: readonly string[] = [],
  mend?: () => string,
): KnownLink {
  const there = namespace.links.get(name);
  const standing = there ? reusable(context, there, name) : renamedOnceBefore(context, namespace, name);
  const link = standing ?? { name, kind, up: undefined, altNames: [], namespace };
  if (there && there !== link) refuseTaken(context, there, name, mend);
  link.addedBy = context.text;
  for (const altName of altNames) addAltName(context, namespace, link, altName);
  namespace.put(link);
  namespace.links.set(name, link);
  context.chain.noteAdded(namespace, name, context.text);
  return link;
}

/** Gives a link one more name, which must be free. */
export function addAltName(context: CallContext, namespace: NamespaceView, link: KnownLink, altName: string): void {
  const there = namespace.links.get(altName);
  if (there === link && there.name !== altName && context.chain.purpose === 'ensure') return;
  if (there || link.name === altName) refuseTaken(context, there ?? link, altName);
  else {
    link.altNames.push(altName);
    namespace.links.set(altName, link);
  }
}

/** For `ensure` a link that was there before is the one that is asked for, once. */
function reusable({ chain }: CallContext, there: KnownLink, name: string): KnownLink | undefined {
  if (chain.purpose !== 'ensure' || !there.state || there.addedBy !== undefined) return undefined;
  return there.name === name ? there : undefined;
}

/** For `ensure`, a link that an earlier run of the chain made and renamed. */
function renamedOnceBefore({ chain }: CallContext, namespace: NamespaceView, name: string): KnownLink | undefined {
  if (chain.purpose !== 'ensure') return undefined;
  const newName = chain.declared.renames.get(`${namespace.key}/${name}`);
  const link = newName === undefined ? undefined : namespace.links.get(newName);
  return link?.state && link.addedBy === undefined && link.name === newName ? link : undefined;
}

function refuseTaken(context: CallContext, there: KnownLink, name: string, mend?: () => string): void {
  const where = describeNamespace(there.namespace.ref);
  if (there.addedBy !== undefined) {
    const other = there.addedBy === context.text ? 'by this very call' : `by ${there.addedBy}`;
    const hint = mend?.() ?? 'choose another name, or change the link with .link()';
    context.report('duplicate-link', `link "${name}" is already added ${other} in ${where}`, hint);
    return;
  }
  const what = there.name === name ? `link "${name}"` : `alternative name "${name}" of link "${there.name}"`;
  context.report(
    'link-exists',
    `${what} exists already in ${where}`,
    mend?.() ?? 'choose another name, or use ensure() or .link() for the one that is there',
  );
}
