import type { KernelOperation, NamespaceRef, NetworkState, Outcome, StateEvent } from '@netloom/core';
import type { PlainTarget } from '../probe/probe.js';
import type { PlainQuery } from '../read/record-state.js';
import type { PlainCapabilities } from './capabilities.js';
import type { ApplyRequest, EngineClient } from './engine-client.js';

/** An engine whose code is loaded by its first use: importing the package costs next to nothing. */
export class LazyEngine implements EngineClient {
  readonly #load: () => Promise<EngineClient>;
  #engine: Promise<EngineClient> | undefined;

  constructor(load: () => Promise<EngineClient>) {
    this.#load = load;
  }

  async capabilities(wanted: readonly string[]): Promise<PlainCapabilities> {
    return (await this.#get()).capabilities(wanted);
  }

  async apply(operations: readonly KernelOperation[], request: ApplyRequest): Promise<readonly Outcome[]> {
    return (await this.#get()).apply(operations, request);
  }

  async read(query: PlainQuery, signal: AbortSignal): Promise<NetworkState> {
    return (await this.#get()).read(query, signal);
  }

  async probe(target: PlainTarget, signal: AbortSignal): Promise<void> {
    return (await this.#get()).probe(target, signal);
  }

  async watch(
    namespace: NamespaceRef | undefined,
    emit: (event: StateEvent) => void,
    signal: AbortSignal,
  ): Promise<void> {
    return (await this.#get()).watch(namespace, emit, signal);
  }

  async namespaces(): Promise<readonly string[]> {
    return (await this.#get()).namespaces();
  }

  async tryLock(file: number): Promise<boolean> {
    return (await this.#get()).tryLock(file);
  }

  /** Closes what was opened; where nothing was, nothing is loaded either. */
  async close(): Promise<void> {
    await (await this.#engine)?.close();
  }

  #get(): Promise<EngineClient> {
    this.#engine ??= this.#load();
    return this.#engine;
  }
}
