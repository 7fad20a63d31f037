import { namespaceKey, type ApplyPhase, type KernelOperation, type NamespaceState, type Outcome } from '@netloom/core';
import type { LogEntry } from './log-entry.js';

/** An operation as it was carried out, and what came of it; without an outcome where the process died meanwhile. */
export interface RecordedStep {
  readonly operation: KernelOperation;
  readonly phase: ApplyPhase;
  readonly outcome: Outcome | undefined;
}

/** What a log says. */
export interface Recording {
  /** Each namespace as it was before anything was done to it. */
  readonly start: readonly NamespaceState[];
  readonly steps: readonly RecordedStep[];
  /** The kinds of links that could be made there; absent where nobody asked. */
  readonly linkKinds: readonly string[] | undefined;
}

/** Puts the entries of a log together. */
export function recordingOf(entries: readonly LogEntry[]): Recording {
  const start = new Map<string, NamespaceState>();
  /** Namespaces that the recorded operations made: they are no part of the beginning. */
  const made = new Set<string>();
  const calls: { operations: readonly KernelOperation[]; phase: ApplyPhase; outcomes: readonly Outcome[] }[] = [];
  let linkKinds: readonly string[] | undefined;
  let underWay = new Map<number, (typeof calls)[number]>();
  for (const entry of entries) {
    if (entry.entry === 'session') underWay = new Map();
    if (entry.entry === 'capabilities') linkKinds = entry.linkKinds;
    if (entry.entry === 'read') noteStart(start, made, entry.namespaces);
    if (entry.entry === 'begun') {
      const call = { operations: entry.operations, phase: entry.phase, outcomes: [] };
      calls.push(call);
      underWay.set(entry.id, call);
      for (const operation of entry.operations) {
        if (operation.op === 'namespace.add') made.add(operation.namespace);
        if (operation.op === 'namespace.set') made.add(operation.changes.name);
      }
    }
    if (entry.entry === 'ended') {
      const call = underWay.get(entry.id);
      if (call !== undefined) call.outcomes = entry.outcomes;
    }
  }
  return { start: [...start.values()], steps: calls.flatMap(stepsOf), linkKinds };
}

/** Parameters are read when an operation is about to write them, the first time as they were before. */
function noteStart(
  start: Map<string, NamespaceState>,
  made: ReadonlySet<string>,
  read: readonly NamespaceState[],
): void {
  for (const state of read) {
    const key = namespaceKey(state.namespace);
    if (made.has(key)) continue;
    const known = start.get(key);
    start.set(key, known === undefined ? state : { ...known, sysctls: { ...state.sysctls, ...known.sysctls } });
  }
}

/** What was not run did not happen. */
function stepsOf({
  operations,
  phase,
  outcomes,
}: {
  readonly operations: readonly KernelOperation[];
  readonly phase: ApplyPhase;
  readonly outcomes: readonly Outcome[];
}): RecordedStep[] {
  return operations
    .map((operation, index) => ({ operation, phase, outcome: outcomes[index] }))
    .filter(({ outcome }) => outcome?.status !== 'not-run');
}
