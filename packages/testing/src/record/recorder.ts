import { createHash } from 'node:crypto';
import {
  DriverError,
  namespaceKey,
  type ApplyPhase,
  type Capabilities,
  type KernelOperation,
  type NamespaceState,
  type NetworkState,
  type Outcome,
} from '@netloom/core';
import { FORMAT, type LogEntry } from './log-entry.js';
import { LogFile } from './log-file.js';

/** Notes what passes between core and a driver. Nothing that goes wrong in it reaches a transaction. */
export class Recorder {
  readonly #path: string | URL;
  readonly #maxBytes: number;
  readonly #driver: string;
  /** What was written last of each namespace, as a digest. */
  readonly #written = new Map<string, string>();
  #file: LogFile | undefined;
  #isBegun = false;
  #stopped = false;
  #applies = 0;

  constructor(driver: string, path: string | URL, maxBytes: number) {
    this.#driver = driver;
    this.#path = path;
    this.#maxBytes = maxBytes;
  }

  capabilities({ linkKinds, rootless }: Capabilities): void {
    this.#write(() => ({ entry: 'capabilities', linkKinds: [...linkKinds].toSorted(), rootless }));
  }

  state({ namespaces }: NetworkState): void {
    this.#write(() => {
      const changed = namespaces.filter((namespace) => this.#isNews(namespace));
      return changed.length === 0 ? undefined : { entry: 'read', namespaces: changed };
    });
  }

  /** Gives the number that `ended()` tells it by: several may be under way. */
  begun(operations: readonly KernelOperation[], phase: ApplyPhase): number {
    this.#applies += 1;
    const id = this.#applies;
    this.#write(() => ({ entry: 'begun', id, phase, operations }));
    return id;
  }

  ended(id: number, outcomes: readonly Outcome[]): void {
    this.#write(() => ({ entry: 'ended', id, outcomes }));
  }

  failed(call: string, error: unknown): void {
    const errno = error instanceof DriverError ? error.errno : undefined;
    const message = error instanceof Error ? error.message : String(error);
    this.#write(() => ({ entry: 'failed', call, message, ...(errno === undefined ? {} : { errno }) }));
  }

  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#stopped = true;
  }

  #isNews(state: NamespaceState): boolean {
    const key = namespaceKey(state.namespace);
    const digest = createHash('sha256').update(JSON.stringify(state)).digest('base64');
    if (this.#written.get(key) === digest) return false;
    this.#written.set(key, digest);
    return true;
  }

  #write(make: () => LogEntry | undefined): void {
    if (this.#stopped) return;
    try {
      const file = (this.#file ??= new LogFile(this.#path, this.#maxBytes));
      if (this.#isBegun || this.#begin(file)) {
        const entry = make();
        if (entry === undefined || file.write(entry)) return;
      }
      this.#stop(`the log is as long as it may be (${this.#maxBytes} bytes)`);
      file.write({ entry: 'full' });
    } catch (error) {
      this.#stop(error instanceof Error ? error.message : String(error));
    }
  }

  /** What has no session of its own would be read as part of the one before it. Tells whether there was room for it. */
  #begin(file: LogFile): boolean {
    const at = new Date().toISOString();
    this.#isBegun = file.write({ entry: 'session', format: FORMAT, driver: this.#driver, at });
    return this.#isBegun;
  }

  #stop(reason: string): void {
    this.#stopped = true;
    process.emitWarning(`Transactions are no longer recorded: ${reason}`, { code: 'NETLOOM_RECORDING_STOPPED' });
  }
}
