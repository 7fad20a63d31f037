import { resolve } from 'node:path';
import { createTransaction } from './builder/transaction-impl.js';
import type { Transaction } from './builder/transaction.js';
import { requireParsed } from './check/require-parsed.js';
import { compose } from './di/compose.js';
import type { DependencyContainer } from './di/injection.js';
import { EVENTS, JOURNAL, PLUGINS } from './di/tokens.js';
import type { Driver } from './driver/driver.js';
import { ClosedError } from './error/closed-error.js';
import { DriverError } from './error/driver-error.js';
import { UnsupportedError } from './error/unsupported-error.js';
import type { NetEventName, NetEvents } from './event/net-events.js';
import type { NetOptions } from './net-options.js';
import type { Net } from './net.js';
import { NetRunner } from './net-runner.js';
import type { Plugin } from './plugin/plugin.js';
import type { NamespaceState, NetworkState } from './state/network-state.js';
import type { StateEvent } from './state/state-event.js';
import type { CommitRecord } from './transaction/commit-record.js';
import type { UndoOptions, UndoReport } from './transaction/commit.js';
import type { Exec } from './transaction/exec.js';
import { loadExeca } from './transaction/load-execa.js';
import { Recoverer } from './transaction/recoverer.js';
import { requireUndoOptions } from './transaction/parse-options.js';
import { Undoer, type KnownCommit } from './transaction/undoer.js';
import { parseWaitMs } from './value/duration.js';
import type { Parsed } from './value/parsed.js';
import { describeNamespace, HOST, isHost, type NamespaceRef } from './value/namespace-ref.js';

/** The `Net` that `createNet` gives. */
export class NetFacade implements Net {
  readonly container: DependencyContainer;
  readonly exec: Exec;
  readonly #driver: Driver;
  readonly #undoer: Undoer;
  readonly #lockTimeout: Parsed<number>;
  readonly #runner: NetRunner;
  readonly #running = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor({
    driver,
    plugins = [],
    container,
    journal,
    guard = false,
    recoverEntry,
    lockTimeoutMs = 10_000,
  }: NetOptions<Driver>) {
    this.#driver = driver;
    // Whole: the process may go elsewhere, and what it leaves to end a commit lives in the root folder.
    const folder = typeof journal === 'string' && journal !== '' ? resolve(journal) : journal;
    this.container = compose({ driver, parent: container, journal: folder });
    this.#lockTimeout = parseWaitMs(lockTimeoutMs);
    this.#undoer = this.container.resolve(Undoer);
    this.exec = ((namespace, file, args = [], options) => {
      const [wrapper, ...rest] = this.#wrap(namespace, file, args);
      return loadExeca()(wrapper, rest, options);
    }) as Exec;
    this.#runner = new NetRunner({
      driver,
      container: this.container,
      lockTimeoutMs: () => this.#lockTimeoutMs(),
      guarded: guard,
      recoverEntry,
      inspect: this.inspect,
      exec: this.exec,
      undo: async (id, options, known) => this.#undo(id, options, known),
      forget: async (id) => this.forget(id),
      tracked: async (work) => this.#tracked(work),
    });
    for (const plugin of plugins) this.use(plugin);
  }

  get namespace(): Transaction<never, ''>['namespace'] {
    const transaction = createTransaction(this.#runner);
    return transaction.namespace.bind(transaction);
  }

  host(): Transaction<never, ''> {
    return createTransaction(this.#runner);
  }

  async namespaces(): Promise<readonly string[]> {
    this.#refuseClosed();
    if (this.#driver.namespaces) return await this.#driver.namespaces();
    const { namespaces } = await this.#driver.read({ namespaces: 'all' });
    return namespaces.flatMap(({ namespace }) => (typeof namespace === 'string' ? [namespace] : [])).toSorted();
  }

  inspect = async (namespace: NamespaceRef = HOST): Promise<NamespaceState> => {
    this.#refuseClosed();
    const { namespaces } = await this.#driver.read({ namespaces: [namespace] });
    const [state] = namespaces;
    if (!state) throw new DriverError(`${describeNamespace(namespace)} does not exist`, { errno: 'ENOENT' });
    return state;
  };

  async snapshot(): Promise<NetworkState> {
    this.#refuseClosed();
    return await this.#driver.read({ namespaces: 'all' });
  }

  watch(
    options: { namespace?: NamespaceRef | undefined; signal?: AbortSignal | undefined } = {},
  ): AsyncIterable<StateEvent> {
    this.#refuseClosed();
    if (!this.#driver.watch) throw new UnsupportedError(`the driver ${this.#driver.name} cannot watch`);
    return this.#driver.watch(options);
  }

  async commits(): Promise<readonly CommitRecord[]> {
    return await this.#tracked(async () => this.container.resolve(JOURNAL).records());
  }

  async undo(id: string, options: UndoOptions = {}): Promise<UndoReport> {
    return await this.#undo(id, requireUndoOptions(options));
  }

  async #undo(id: string, options: UndoOptions, known?: KnownCommit): Promise<UndoReport> {
    const request = {
      ...options,
      id,
      reason: 'asked',
      lockTimeoutMs: this.#lockTimeoutMs(),
      inspect: this.inspect,
      known,
    } as const;
    return await this.#tracked(async () => this.#undoer.undo(request));
  }

  async forget(id: string): Promise<void> {
    await this.#tracked(async () => this.container.resolve(JOURNAL).forget(id));
  }

  async recover(): Promise<readonly CommitRecord[]> {
    return await this.#tracked(async () => {
      const { signal } = new AbortController();
      const ended: CommitRecord[] = [];
      const tell = (records: readonly CommitRecord[]): void =>
        this.container.resolve(EVENTS).emit('recover:done', { records });
      const options = {
        signal,
        lockTimeoutMs: this.#lockTimeoutMs(),
        onEnded: (record: CommitRecord) => ended.push(record),
      };
      try {
        const records = await this.container.resolve(JOURNAL).recover(this.container.resolve(Recoverer), options);
        tell(records);
        return records;
      } catch (error) {
        tell(ended);
        throw error;
      }
    });
  }

  on<E extends NetEventName>(event: E, listener: (payload: NetEvents[E]) => void): this {
    this.container.resolve(EVENTS).on(event, listener);
    return this;
  }

  off<E extends NetEventName>(event: E, listener: (payload: NetEvents[E]) => void): this {
    this.container.resolve(EVENTS).off(event, listener);
    return this;
  }

  use(plugin: Plugin): this {
    this.container.resolve(PLUGINS).add(plugin, {
      container: this.container,
      on: (event, listener) => this.on(event, listener),
    });
    return this;
  }

  async close(): Promise<void> {
    this.#closed ??= this.#close();
    await this.#closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#running);
    await this.#runner.close();
    await this.#driver.close();
    await this.container.dispose();
  }

  /** Told by the first call that waits for others, since opening a `Net` reports nothing. */
  #lockTimeoutMs(): number {
    return requireParsed(this.#lockTimeout, 'createNet({ lockTimeoutMs })');
  }

  #refuseClosed(): void {
    if (this.#closed) throw new ClosedError();
  }

  /** Work that `close()` waits for. */
  async #tracked<T>(work: () => Promise<T>): Promise<T> {
    this.#refuseClosed();
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #wrap(namespace: NamespaceRef, file: string, args: readonly string[]): readonly [string, ...string[]] {
    this.#refuseClosed();
    if (this.#driver.wrap) return this.#driver.wrap(namespace, file, args);
    if (isHost(namespace)) return [file, ...args];
    throw new UnsupportedError(`the driver ${this.#driver.name} cannot run commands in a namespace`);
  }
}
