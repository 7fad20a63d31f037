import { setMaxListeners } from 'node:events';
import type { WorkerOptions } from 'node:worker_threads';
import type {
  ApplyOptions,
  ApplyResult,
  Capabilities,
  JsonValue,
  KernelOperation,
  NamespaceRef,
  NetworkState,
  ProbeTarget,
  StateEvent,
  StateQuery,
  WatchOptions,
} from '@netloom/core';
import { probeOnce } from '@netloom/core/driver';
import type { PlainCapabilities } from './engine/capabilities.js';
import type { EngineClient } from './engine/engine-client.js';
import type { NamespaceWorker } from './namespace-worker/start-worker.js';
import type { NetlinkDriver } from './netlink.js';
import { eventStream } from './watch/event-stream.js';
import { wrapCommand } from './wrap.js';

/** The signal of all calls that nobody can abort, however many there are at once. */
const NEVER: AbortSignal = new AbortController().signal;
setMaxListeners(0, NEVER);

/** The driver over whatever thread or process its engine runs in. */
export class EngineDriver implements NetlinkDriver {
  readonly name = 'netlink';
  readonly durable: boolean = true;
  readonly revive?: { readonly module: string; readonly export: string; readonly options: JsonValue };
  protected readonly engine: EngineClient;
  readonly #capabilities: (wanted?: readonly string[]) => Promise<PlainCapabilities>;

  constructor(engine: EngineClient, options?: JsonValue) {
    this.engine = engine;
    this.#capabilities = probeOnce((wanted) => engine.capabilities(wanted));
    if (options !== undefined) {
      this.revive = { module: import.meta.resolve('./index.js'), export: 'netlink', options };
    }
  }

  async capabilities(wanted?: readonly string[]): Promise<Capabilities> {
    const { linkKinds, moveIndex } = await this.#capabilities(wanted);
    return { linkKinds: new Set(linkKinds), moveIndex, rootless: false };
  }

  async apply(operations: readonly KernelOperation[], options: ApplyOptions): Promise<ApplyResult> {
    const { signal, onOutcome, after } = options;
    const behind = after.map((places) => Math.max(-1, ...places));
    return { outcomes: await this.engine.apply(operations, { signal, onOutcome, behind }) };
  }

  async read({ signal = NEVER, ...query }: StateQuery): Promise<NetworkState> {
    signal.throwIfAborted();
    return this.engine.read(query, signal);
  }

  namespaces(): Promise<readonly string[]> {
    return this.engine.namespaces();
  }

  probe({ signal, ...target }: ProbeTarget): Promise<void> {
    return this.engine.probe(target, signal);
  }

  wrap(namespace: NamespaceRef, file: string, args: readonly string[]): readonly [file: string, ...args: string[]] {
    return wrapCommand(namespace, file, args);
  }

  /**
   * Changes as they happen: those of one namespace, or, where none is named, of the host's and of every named one. It
   * begins with the call; a namespace that is watched by path or process lives on until the end of the watch.
   */
  watch({ namespace, signal }: WatchOptions): AsyncIterable<StateEvent> {
    return eventStream((emit, stop) => this.engine.watch(namespace, emit, stop), signal);
  }

  async worker(namespace: NamespaceRef, file: string | URL, options?: WorkerOptions): Promise<NamespaceWorker> {
    const { startWorker } = await import('./namespace-worker/start-worker.js');
    return startWorker(namespace, file, options);
  }

  /** flock(2) by the engine, which costs a message to its thread instead of a process. */
  tryLock(file: number): Promise<boolean> {
    return this.engine.tryLock(file);
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}
