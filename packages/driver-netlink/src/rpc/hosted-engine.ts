import type { KernelOperation, NamespaceRef, NetworkState, Outcome, StateEvent } from '@netloom/core';
import type { PlainCapabilities } from '../engine/capabilities.js';
import type { ApplyRequest, EngineClient } from '../engine/engine-client.js';
import type { PlainTarget } from '../probe/probe.js';
import type { PlainQuery } from '../read/record-state.js';
import type { RemoteEngine } from './remote-engine.js';

/** A thread or process that an engine runs in. */
export interface EngineHost {
  readonly engine: RemoteEngine;
  /** Keeps this process alive as long as the host runs, until {@link unref}. */
  ref(): void;
  unref(): void;
  stop(): Promise<void>;
}

/**
 * An engine in a host of its own, started by the first call, and again by the first one after it died. The host keeps the
 * process alive only while something is asked of it.
 */
export class HostedEngine implements EngineClient {
  readonly #start: (onGone: () => void) => EngineHost;
  /** The calls of each host that have not ended, also while this side works on what came back. */
  readonly #calls = new WeakMap<EngineHost, number>();
  #host: EngineHost | undefined;

  constructor(start: (onGone: () => void) => EngineHost) {
    this.#start = start;
  }

  capabilities(wanted: readonly string[]): Promise<PlainCapabilities> {
    return this.#run((engine) => engine.capabilities(wanted));
  }

  apply(operations: readonly KernelOperation[], request: ApplyRequest): Promise<readonly Outcome[]> {
    return this.#run((engine) => engine.apply(operations, request));
  }

  read(query: PlainQuery, signal: AbortSignal): Promise<NetworkState> {
    return this.#run((engine) => engine.read(query, signal));
  }

  probe(target: PlainTarget, signal: AbortSignal): Promise<void> {
    return this.#run((engine) => engine.probe(target, signal));
  }

  watch(namespace: NamespaceRef | undefined, emit: (event: StateEvent) => void, signal: AbortSignal): Promise<void> {
    return this.#run((engine) => engine.watch(namespace, emit, signal));
  }

  namespaces(): Promise<readonly string[]> {
    return this.#run((engine) => engine.namespaces());
  }

  tryLock(file: number): Promise<boolean> {
    return this.#run((engine) => engine.tryLock(file));
  }

  async close(): Promise<void> {
    const host = this.#host;
    if (host === undefined) return;
    await this.#run(async (engine) => {
      await engine.close();
      this.#host = undefined;
      await host.stop();
    });
  }

  async #run<T>(action: (engine: RemoteEngine) => Promise<T>): Promise<T> {
    const host = (this.#host ??= this.#begin());
    if (this.#count(host, 1) === 1) host.ref();
    try {
      return await action(host.engine);
    } finally {
      if (this.#count(host, -1) === 0) host.unref();
    }
  }

  #count(host: EngineHost, change: number): number {
    const calls = (this.#calls.get(host) ?? 0) + change;
    this.#calls.set(host, calls);
    return calls;
  }

  #begin(): EngineHost {
    const host = this.#start(() => {
      if (this.#host === host) this.#host = undefined;
    });
    return host;
  }
}
