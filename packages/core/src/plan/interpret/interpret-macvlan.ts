import { MACVLAN_FIELDS } from '../../link-kind/macvlan-options.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import { describeNamespace, HOST, isHost, type NamespaceRef } from '../../value/namespace-ref.js';
import { addKnownLink } from './add-known-link.js';
import type { CallContext, CallInterpreter } from './call-context.js';
import { defaultName } from './default-name.js';
import { attributesOf, emitExtras } from './link-extras.js';

/** Makes a macvlan or a macvtap on a parent, which is the host's unless `parentNamespace` says otherwise. */
function interpretKind(context: CallContext, kind: 'macvlan' | 'macvtap'): void {
  const { call, scope } = context;
  const [rawParent, rawOptions] = call.args;
  const { mode, name: saidName, parentNamespace, ...own } = context.options(rawOptions, MACVLAN_FIELDS);
  const parentName = context.parse(parseInterfaceName, rawParent);
  if (mode === undefined && !saysMode(rawOptions)) {
    context.report('macvlan-mode', '`mode` is not given', "mode: 'bridge' lets siblings reach each other");
  }
  if (parentName === undefined || mode === undefined) return;
  if (parentNamespace === undefined) checkAmbiguity(context, parentName);

  const parentRef: NamespaceRef = parentNamespace ?? HOST;
  const parent = context.find(context.namespace(parentRef), parentName);
  const name = saidName ?? defaultName(context, { kind, mode, parent });
  const link = addKnownLink(context, scope, name, kind, own.altNames);
  if (parent) (parent.children ??= []).push(link);
  const { mac, ...others } = own;
  // One in passthru mode is made with its parent's address, and can be given its own, which is then the parent's too.
  const later = mode === 'passthru' ? mac : undefined;
  context.emit({
    op: 'link.add',
    kind,
    namespace: scope.ref,
    name: link.name,
    ...attributesOf(context, scope, later === undefined ? own : others),
    data: { parent: parent?.name ?? parentName, parentNamespace: parentRef, mode },
  });
  if (later !== undefined)
    context.emit({ op: 'link.set', namespace: scope.ref, name: link.name, changes: { mac: later } });
  emitExtras(context, link, own);
}

export const interpretMacvlan: CallInterpreter = (context) => interpretKind(context, 'macvlan');
export const interpretMacvtap: CallInterpreter = (context) => interpretKind(context, 'macvtap');

/** A mode that is given and wrong was reported already. */
function saysMode(options: unknown): boolean {
  return typeof options !== 'object' || options === null || Reflect.get(options, 'mode') !== undefined;
}

/** `.veth('eth0').macvlan('eth0', …)` must not silently take the host's NIC. What exists never changes the reading. */
function checkAmbiguity(context: CallContext, parent: string): void {
  const { chain, scope } = context;
  if (isHost(scope.ref) || !chain.declared.names.has(`${scope.key}/${parent}`)) return;
  const here = typeof scope.ref === 'string' ? `'${scope.ref}'` : JSON.stringify(scope.ref);
  context.report(
    'parent-ambiguous',
    `the chain adds a link "${parent}" in ${describeNamespace(scope.ref)}, and parents are looked up in the host's`,
    `say which is meant: parentNamespace: ${here} for the one of the chain, parentNamespace: HOST for the host's`,
  );
}
