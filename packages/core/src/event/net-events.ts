import type { NetloomError } from '../error/netloom-error.js';
import type { Operation } from '../operation/operation.js';
import type { Plan } from '../plan/plan.js';
import type { Commit, UndoReport } from '../transaction/commit.js';
import type { CommitRecord } from '../transaction/commit-record.js';
import type { NamespaceRef } from '../value/namespace-ref.js';

interface OfCommit {
  readonly commitId: string;
}

interface OfOperation extends OfCommit {
  readonly operation: Operation;
  /** Place in the plan, from 0; side by side work finishes in another order. */
  readonly index: number;
  readonly total: number;
}

/** Every event with what its listeners are given. Listeners are synchronous and cannot change the outcome. */
export interface NetEvents {
  plan: { readonly plan: Plan };
  'commit:start': OfCommit & { readonly plan: Plan };
  'operation:start': OfOperation;
  'operation:done': OfOperation & { readonly durationMs: number };
  'operation:failed': OfOperation & { readonly error: NetloomError };
  'verify:start': OfCommit & { readonly check: string; readonly namespace: NamespaceRef };
  'verify:failed': OfCommit & { readonly check: string; readonly namespace: NamespaceRef; readonly error: unknown };
  'rollback:start': OfCommit & { readonly error: unknown };
  'rollback:operation': OfCommit & { readonly operation: Operation };
  'rollback:done': OfCommit;
  'rollback:failed': OfCommit & { readonly error: NetloomError };
  'commit:done': OfCommit & { readonly commit: Commit };
  'commit:failed': OfCommit & { readonly error: NetloomError };
  'undo:done': OfCommit & { readonly reason: 'asked' | 'unconfirmed'; readonly report: UndoReport };
  'recover:done': { readonly records: readonly CommitRecord[] };
  /** A listener, or `onProgress`, threw. */
  'listener:error': { readonly event: string; readonly error: unknown };
  /** A hook that runs when the outcome is settled threw. */
  'plugin:error': { readonly plugin: string; readonly hook: string; readonly error: unknown };
}

export type NetEventName = keyof NetEvents;

/** Any event, tagged with its name: what `onProgress` is given. */
export type NetEvent = { [K in NetEventName]: { readonly type: K } & NetEvents[K] }[NetEventName];
