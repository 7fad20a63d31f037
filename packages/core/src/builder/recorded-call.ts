import type { NamespaceRef } from '../value/namespace-ref.js';
import type { Method } from './method.js';

/**
 * One call of the chain as it was made: its arguments untouched, the namespace that it was made in, and the call before
 * it. A chain is a linked list from its end, so that a builder can be forked and a call costs the same at any length.
 */
export interface RecordedCall {
  readonly previous: RecordedCall | undefined;
  /** 1 for the first call of the chain. */
  readonly index: number;
  readonly method: Method;
  readonly args: readonly unknown[];
  /** The scope in which the call was made; for `namespace` and `host` the scope that they open. */
  readonly scope: NamespaceRef;
}

/** The calls of a chain, first to last, given its last. */
export function callsInOrder(last: RecordedCall | undefined): readonly RecordedCall[] {
  const calls: RecordedCall[] = [];
  for (let call = last; call !== undefined; call = call.previous) calls.push(call);
  return calls.toReversed();
}
