import type { ProblemCode } from '../../error/problem-code.js';
import { callText } from '../../builder/call-text.js';
import type { RecordedCall } from '../../builder/recorded-call.js';
import type { Operation } from '../../operation/operation.js';
import { readFields, type Fields, type Given } from '../../value/fields.js';
import type { NamespaceRef } from '../../value/namespace-ref.js';
import type { Parser, Refused } from '../../value/parsed.js';
import { parseInterfaceName } from '../../value/interface-name.js';
import type { Chain } from './chain.js';
import type { KnownLink } from './known-link.js';
import type { NamespaceView } from './namespace-view.js';

/** What the interpreter of one call works with: the chain so far, and where its problems and operations go. */
export class CallContext {
  readonly chain: Chain;
  readonly call: RecordedCall;
  /** The namespace that the call lands in. */
  readonly scope: NamespaceView;
  /** The call as messages name it. */
  readonly text: string;

  constructor(chain: Chain, call: RecordedCall, scope: NamespaceView) {
    this.chain = chain;
    this.call = call;
    this.scope = scope;
    this.text = callText(call);
  }

  emit(operation: Operation): void {
    this.chain.steps.push({ operation, call: this.text });
  }

  report(code: ProblemCode, message: string, mend?: string): void {
    const problem = { code, call: this.text, message };
    this.chain.problems.push(mend === undefined ? problem : { ...problem, mend });
  }

  refused(refusal: Refused, label = ''): void {
    for (const { code, message, mend } of [refusal, ...(refusal.also ?? [])]) {
      this.report(code, label ? `${label}: ${message}` : message, mend);
    }
  }

  /** The value, or `undefined` after reporting why it is none. */
  parse<T>(parser: Parser<T>, value: unknown, label?: string): T | undefined {
    const parsed = parser(value);
    if (parsed.ok) return parsed.value;
    this.refused(parsed, label);
    return undefined;
  }

  options<T>(raw: unknown, fields: Fields<T>, path?: string): Given<T> {
    return readFields(raw, fields, (refusal) => this.refused(refusal), path);
  }

  /** A namespace named in an option: it exists, or the chain opens it somewhere. */
  namespace(ref: NamespaceRef): NamespaceView {
    const view = this.chain.network.namespace(ref);
    if (!view.exists) this.chain.leaveNamespaceOpen(view, this.text);
    return view;
  }

  /** The link of that name, or `undefined` where it is not there yet; then it is enough that the chain makes it later. */
  find(namespace: NamespaceView, name: string): KnownLink | undefined {
    const link = namespace.links.get(name);
    if (!link) this.chain.leaveOpen(namespace, name, this.text);
    return link;
  }

  /** The name by which operations call the link that `raw` names in the call's namespace. */
  linkName(raw: unknown): string | undefined {
    const name = this.parse(parseInterfaceName, raw);
    return name === undefined ? undefined : (this.find(this.scope, name)?.name ?? name);
  }
}

/** Turns one call into operations and problems. */
export type CallInterpreter = (context: CallContext) => void;
