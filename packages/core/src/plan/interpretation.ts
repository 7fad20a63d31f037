import type { Check } from '../transaction/check.js';
import type { Problem } from '../error/problem.js';
import type { Operation } from '../operation/operation.js';
import type { NamespaceRef } from '../value/namespace-ref.js';

/** An operation with the text of the call that asked for it: `#3 .veth('veth0')`. */
export interface Step {
  readonly operation: Operation;
  readonly call: string;
}

/** A check with the scope that `.verify` was called in. */
export interface PlannedCheck {
  readonly check: Check;
  readonly namespace: NamespaceRef;
  readonly call: string;
}

/** What a namespace of the chain is to be: made if missing, made new, or there already. */
export interface NamespaceUse {
  readonly namespace: NamespaceRef;
  readonly create: 'if-missing' | 'exclusive' | 'never';
  readonly call: string;
}

/**
 * A chain of calls as operations: values parsed, defaults and names filled in, in the chain's order, links not yet fused
 * (a `.link()` of three changes is three `link.set`). Every problem that the calls themselves show is in `problems`.
 */
export interface Interpretation {
  readonly steps: readonly Step[];
  readonly checks: readonly PlannedCheck[];
  readonly namespaces: readonly NamespaceUse[];
  readonly problems: readonly Problem[];
}
