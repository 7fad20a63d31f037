import { createHash } from 'node:crypto';
import type { Fields } from '../../value/fields.js';
import { parseInterfaceName, parseNewInterfaceName } from '../../value/interface-name.js';
import { describeNamespace, HOST, type NamespaceRef } from '../../value/namespace-ref.js';
import { parseNamespaceRef } from '../../value/parse-namespace-ref.js';
import { addKnownLink } from './add-known-link.js';
import type { CallContext, CallInterpreter } from './call-context.js';
import type { KnownLink } from './known-link.js';
import type { NamespaceView } from './namespace-view.js';

const MOVE_FIELDS: Fields<{ as: string; from: NamespaceRef }> = { as: parseNewInterfaceName, from: parseNamespaceRef };

/**
 * Takes a link into the namespace, and raises it there if it was up. A new name is never said in the message that moves:
 * where the name is taken in the target, the kernel refuses and has moved the link all the same.
 */
export const interpretMove: CallInterpreter = (context) => {
  const { call, chain, scope } = context;
  const [rawName, rawOptions] = call.args;
  const { as, from = HOST } = context.options(rawOptions, MOVE_FIELDS);
  const asked = context.parse(parseInterfaceName, rawName);
  const source = context.namespace(from);
  if (asked === undefined) return;
  if (source === scope) {
    const mend = as === undefined ? 'leave it out' : `rename it with .link('${asked}', { name: '${as}' })`;
    context.report('move-nowhere', `link "${asked}" is in ${describeNamespace(scope.ref)} already`, mend);
    return;
  }
  if (isThereAlready(context, source, asked, as ?? asked)) return;
  const link = context.find(source, asked);
  refuseImmovable(context, link, asked);
  const name = link?.name ?? asked;
  const target = as ?? name;
  const set = (namespace: NamespaceRef, now: string, changes: { name: string } | { namespace: NamespaceRef }): void => {
    context.emit({ op: 'link.set', namespace, name: now, changes });
  };

  const onTheWay = nameOnTheWay(source, scope, name, target);
  if (onTheWay !== name) set(from, name, { name: onTheWay });
  set(from, onTheWay, { namespace: scope.ref });
  if (onTheWay !== target) set(scope.ref, onTheWay, { name: target });
  chain.passBarrier();
  arrive(context, link, target);
  if (link?.up === true) {
    context.emit({ op: 'link.set', namespace: scope.ref, name: target, changes: { up: true } });
  }
};

/** For `ensure`, a link that is gone from where it was and stands where it is to be has been moved already. */
function isThereAlready({ chain, scope }: CallContext, source: NamespaceView, name: string, target: string): boolean {
  return (
    chain.purpose === 'ensure' &&
    !source.links.has(name) &&
    scope.links.get(target)?.addedBy === undefined &&
    scope.links.has(target)
  );
}

/** The kernel keeps these where they are (NETIF_F_NETNS_LOCAL). */
function refuseImmovable(context: CallContext, link: KnownLink | undefined, name: string): void {
  if (name !== 'lo' && link?.kind !== 'bridge') return;
  context.report(
    'link-immovable',
    `link "${name}" cannot be moved: the kernel keeps ${name === 'lo' ? 'lo' : 'bridges'} where they are`,
  );
}

/** The name under which it travels: free on both sides, and the old or the new one where possible. */
function nameOnTheWay(source: NamespaceView, target: NamespaceView, name: string, wanted: string): string {
  if (name === wanted || !source.links.has(wanted)) return wanted;
  if (!target.links.has(name)) return name;
  const digest = createHash('sha256')
    .update(JSON.stringify([source.key, target.key, name, wanted]))
    .digest('hex');
  return `mv${digest.slice(0, 13)}`;
}

function arrive(context: CallContext, link: KnownLink | undefined, name: string): void {
  const { scope } = context;
  if (link) link.namespace.remove(link);
  const there = addKnownLink(context, scope, name, link?.kind ?? '');
  if (!link || there.state !== undefined) return;
  scope.remove(there);
  link.name = name;
  link.addedBy ??= context.text;
  // The kernel strips addresses on the way.
  delete link.id;
  scope.put(link);
}
