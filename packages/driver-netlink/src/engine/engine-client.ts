import type { ApplyOptions, KernelOperation, NamespaceRef, NetworkState, Outcome, StateEvent } from '@netloom/core';
import type { PlainTarget } from '../probe/probe.js';
import type { PlainQuery } from '../read/record-state.js';
import type { PlainCapabilities } from './capabilities.js';

export interface ApplyRequest extends Pick<ApplyOptions, 'signal' | 'onOutcome'> {
  /** For each operation the last of those that must be done before it. */
  readonly behind?: readonly number[];
}

/** An engine, wherever it runs. */
export interface EngineClient {
  capabilities(wanted: readonly string[]): Promise<PlainCapabilities>;
  apply(operations: readonly KernelOperation[], request: ApplyRequest): Promise<readonly Outcome[]>;
  read(query: PlainQuery, signal: AbortSignal): Promise<NetworkState>;
  probe(target: PlainTarget, signal: AbortSignal): Promise<void>;
  /** Resolves when the signal stopped it. */
  watch(namespace: NamespaceRef | undefined, emit: (event: StateEvent) => void, signal: AbortSignal): Promise<void>;
  namespaces(): Promise<readonly string[]>;
  /** Locks a file that the process has open, without waiting: whether it is had. */
  tryLock(file: number): Promise<boolean>;
  close(): Promise<void>;
}
