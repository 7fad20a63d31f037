import { stat } from 'node:fs/promises';
import type { KernelOperation, NamespaceRef, NetworkState, Outcome, StateEvent } from '@netloom/core';
import type { PlainTarget } from '../probe/probe.js';
import { assembleState } from '../read/assemble-state.js';
import type { PlainQuery } from '../read/record-state.js';
import { StateDecoder } from '../read/state-decoder.js';
import { publicError } from '../rpc/plain-error.js';
import type { PlainCapabilities } from './capabilities.js';
import type { ApplyRequest, EngineClient } from './engine-client.js';
import { Engine } from './engine.js';

/** An engine in the thread that calls it. */
export class LocalEngine implements EngineClient {
  readonly #engine = new Engine();
  #warm: Promise<unknown> | undefined;

  capabilities(wanted: readonly string[]): Promise<PlainCapabilities> {
    return this.#run((engine) => engine.capabilities(wanted));
  }

  apply(operations: readonly KernelOperation[], request: ApplyRequest): Promise<readonly Outcome[]> {
    const { signal } = request;
    return this.#run((engine) => engine.apply(operations, { ...request, aborted: () => signal.aborted }));
  }

  read(query: PlainQuery, signal: AbortSignal): Promise<NetworkState> {
    return this.#run(async (engine) => {
      const decoder = new StateDecoder();
      await engine.record(query, signal, decoder);
      return await assembleState(decoder.namespaces, query.namespaces, async (question) => engine.askForeign(question));
    });
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

  close(): Promise<void> {
    return this.#run((engine) => engine.close());
  }

  async #run<T>(action: (engine: Engine) => T | Promise<T>): Promise<T> {
    // The threads of libuv's pool are made by its first work, in the namespace of the thread that asks for it, and stay
    // there for good: that must not happen first while this thread is away.
    this.#warm ??= stat('/');
    await this.#warm;
    try {
      return await action(this.#engine);
    } catch (error) {
      throw publicError(error);
    }
  }
}
