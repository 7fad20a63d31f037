import type { ApplyPhase, KernelOperation, NamespaceState, Outcome } from '@netloom/core';

/** One line of a transaction log. */
export type LogEntry =
  | Session
  | { readonly entry: 'capabilities'; readonly linkKinds: readonly string[]; readonly rootless: boolean }
  /** Namespaces as they were read; those that are as they were when they were last written are left out. */
  | { readonly entry: 'read'; readonly namespaces: readonly NamespaceState[] }
  /** Operations that the driver is about to carry out. */
  | Begun
  /** What came of them. Where this line is missing, the process died meanwhile. */
  | Ended
  /** A call of the driver that failed as a whole. */
  | { readonly entry: 'failed'; readonly call: string; readonly message: string; readonly errno?: string }
  /** The log has become as long as it may: what follows was not written. */
  | { readonly entry: 'full' };

/** The first line of each process that writes to the log. */
export interface Session {
  readonly entry: 'session';
  readonly format: typeof FORMAT;
  readonly driver: string;
  readonly at: string;
}

export interface Begun {
  readonly entry: 'begun';
  readonly id: number;
  readonly phase: ApplyPhase;
  readonly operations: readonly KernelOperation[];
}

export interface Ended {
  readonly entry: 'ended';
  readonly id: number;
  readonly outcomes: readonly Outcome[];
}

/** Goes up when a log is written that an older reader would misread. */
export const FORMAT = 1;
