import { isRecord, readFields, type Fields } from '../../value/fields.js';
import { parseNamespaceName } from '../../value/namespace-name.js';
import { describeNamespace, isHost } from '../../value/namespace-ref.js';
import { oneOf } from '../../value/one-of.js';
import type { NamespaceUse } from '../interpretation.js';
import type { CallContext, CallInterpreter } from './call-context.js';

type Create = NamespaceUse['create'];

const NAMESPACE_FIELDS: Fields<{ create: Create }> = {
  create: oneOf('namespace-create', ['if-missing', 'exclusive', 'never']),
};

/** Opens a scope, and makes the namespace where that is asked for and needed. */
export const interpretNamespace: CallInterpreter = (context) => {
  const { call, chain, scope } = context;
  const [, raw] = call.args;
  const { create } = readFields(raw, NAMESPACE_FIELDS, (refusal) => context.refused(refusal));
  if (isHost(scope.ref)) return;
  if (typeof scope.ref !== 'string') {
    if (create !== undefined) context.report('namespace-create', '`create` is for named namespaces only');
    open(context, 'never');
    return;
  }
  const use = chain.uses.get(scope.key);
  if (use && create !== undefined && create !== use.create) {
    const message = `${describeNamespace(scope.ref)} is opened with create: '${use.create}' by ${use.call}`;
    context.report('namespace-create', message, 'say it once, or the same each time');
  }
  if (!use || scope.deletedBy !== undefined) open(context, create ?? 'if-missing');
};

function open(context: CallContext, create: Create): void {
  const { chain, scope, text } = context;
  if (!chain.uses.has(scope.key)) chain.uses.set(scope.key, { namespace: scope.ref, create, call: text });
  const where = describeNamespace(scope.ref);
  if (scope.exists) {
    if (create === 'exclusive') {
      context.report('namespace-exists', `${where} exists already`, "leave out create: 'exclusive' to use it");
    }
    return;
  }
  if (create === 'never') {
    const mend = typeof scope.ref === 'string' ? "leave out create: 'never' to make it" : undefined;
    context.report('namespace-missing', `${where} does not exist`, mend);
  } else if (typeof scope.ref === 'string') {
    context.emit({ op: 'namespace.add', namespace: scope.ref });
    context.emit({ op: 'link.set', namespace: scope.ref, name: 'lo', changes: { up: true } });
  }
  // Also after a problem, so that the calls that follow are not told the same.
  scope.make();
}

export const interpretHost: CallInterpreter = () => {};

export const interpretDeleteNamespace: CallInterpreter = (context) => {
  const { call, chain, text } = context;
  const [raw] = call.args;
  if (isRecord(raw)) {
    context.report('namespace-name', 'only a named namespace can be deleted');
    return;
  }
  const name = context.parse(parseNamespaceName, raw);
  if (name === undefined) return;
  const view = chain.network.namespace(name);
  if (!view.exists) {
    if (chain.purpose === 'ensure' && view.deletedBy === undefined) return;
    const by = view.deletedBy === undefined ? '' : ` any more: ${view.deletedBy} deletes it`;
    context.report('namespace-missing', `${describeNamespace(name)} does not exist${by}`, 'use ensure()');
    return;
  }
  chain.network.deleteNamespace(view, text);
  chain.passBarrier();
  context.emit({ op: 'namespace.delete', namespace: name });
};
