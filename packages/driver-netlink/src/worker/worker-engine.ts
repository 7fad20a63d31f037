import { Worker } from 'node:worker_threads';
import type { KernelOperation, NamespaceRef, NetworkState, Outcome, StateEvent } from '@netloom/core';
import { DriverError } from '@netloom/core/driver';
import type { PlainCapabilities } from '../engine/capabilities.js';
import type { ApplyRequest, EngineClient } from '../engine/engine-client.js';
import type { PlainTarget } from '../probe/probe.js';
import type { PlainQuery } from '../read/read-state.js';
import type { Reply, Request } from '../rpc/messages.js';
import { RemoteEngine } from '../rpc/remote-engine.js';

/**
 * An engine in a worker thread of its own, started by the first call. The thread keeps the process alive only while
 * something is asked of it.
 */
export class WorkerEngine implements EngineClient {
  #running: { readonly worker: Worker; readonly engine: RemoteEngine } | undefined;

  capabilities(): Promise<PlainCapabilities> {
    return this.#run((engine) => engine.capabilities());
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

  async close(): Promise<void> {
    if (this.#running === undefined) return;
    await this.#run((engine) => engine.close());
    await this.#running?.worker.terminate();
  }

  async #run<T>(action: (engine: RemoteEngine) => Promise<T>): Promise<T> {
    const { worker, engine } = (this.#running ??= this.#start());
    worker.ref();
    try {
      return await action(engine);
    } finally {
      if (engine.pending === 0) worker.unref();
    }
  }

  #start(): { readonly worker: Worker; readonly engine: RemoteEngine } {
    const worker = new Worker(new URL('engine-worker.js', import.meta.url), { name: 'netloom-netlink' });
    const engine = new RemoteEngine({
      post: (message: Request) => worker.postMessage(message),
      listen: (receive: (message: Reply) => void) => worker.on('message', receive),
    });
    const gone = (reason: string, cause?: unknown): void => {
      // The next call starts another.
      if (this.#running?.worker === worker) this.#running = undefined;
      engine.fail(new DriverError(`the netlink driver's thread ended: ${reason}`, { cause }));
    };
    worker.on('error', (error) => gone(error.message, error));
    worker.on('exit', (code) => gone(`exit code ${code}`));
    return { worker, engine };
  }
}
