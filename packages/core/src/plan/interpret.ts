import type { RecordedCall } from '../builder/recorded-call.js';
import type { NetworkState } from '../state/network-state.js';
import { describeNamespace } from '../value/namespace-ref.js';
import { parseNamespaceRef } from '../value/parse-namespace-ref.js';
import { atOnce, type Pieces } from './breather.js';
import { CallContext } from './interpret/call-context.js';
import { Chain } from './interpret/chain.js';
import { declaredLinks } from './interpret/declared-links.js';
import { INTERPRETERS } from './interpret/interpreters.js';
import { NamespaceView } from './interpret/namespace-view.js';
import type { Interpretation } from './interpretation.js';
import type { PlanPurpose } from './plan.js';

/**
 * Turns a chain of calls into operations: values parsed, names and defaults filled in, everything that is wrong told at
 * once. Nothing is read here: `state` holds the namespaces that `namespacesToRead` names.
 */
export function interpret(calls: readonly RecordedCall[], state: NetworkState, purpose: PlanPurpose): Interpretation {
  return atOnce(interpretation(calls, state, purpose));
}

/** The same, call by call. */
export function* interpretation(
  calls: readonly RecordedCall[],
  state: NetworkState,
  purpose: PlanPurpose,
): Pieces<Interpretation> {
  const chain = new Chain(purpose, state, declaredLinks(calls));
  const wrongScopes = new Map<unknown, NamespaceView>();
  for (const call of calls) {
    const context = new CallContext(chain, call, scopeOf(chain, call, wrongScopes));
    if (wrongScopes.has(call.scope)) refuseScope(context);
    if (!opensScope(call)) refuseDeleted(context);
    INTERPRETERS[call.method](context);
    yield;
  }
  return chain.finish();
}

/** A scope that is no namespace is reported once; the calls in it are read all the same, for their own problems. */
function scopeOf(chain: Chain, call: RecordedCall, wrong: Map<unknown, NamespaceView>): NamespaceView {
  const known = wrong.get(call.scope);
  if (known) return known;
  const parsed = parseNamespaceRef(call.scope);
  if (parsed.ok) return chain.network.namespace(parsed.value);
  const stand = new NamespaceView('?', undefined, true);
  wrong.set(call.scope, stand);
  return stand;
}

function opensScope({ method }: RecordedCall): boolean {
  return method === 'namespace' || method === 'host';
}

function refuseScope(context: CallContext): void {
  if (opensScope(context.call)) context.parse(parseNamespaceRef, context.call.scope);
}

/** The scope was open when an earlier call deleted its namespace. */
function refuseDeleted(context: CallContext): void {
  const { deletedBy, ref } = context.scope;
  if (deletedBy === undefined) return;
  context.report(
    'namespace-missing',
    `${describeNamespace(ref)} is deleted by ${deletedBy}`,
    'open it again with .namespace() to make a new one',
  );
}
