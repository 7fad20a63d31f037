import type { Transaction } from './builder/transaction.js';
import type { DependencyContainer } from './di/injection.js';
import type { Driver } from './driver/driver.js';
import type { NetEventName, NetEvents } from './event/net-events.js';
import type { Plugin } from './plugin/plugin.js';
import type { NamespaceState, NetworkState } from './state/network-state.js';
import type { StateEvent } from './state/state-event.js';
import type { CommitRecord } from './transaction/commit-record.js';
import type { UndoOptions, UndoReport } from './transaction/commit.js';
import type { Exec } from './transaction/exec.js';
import type { NamespaceRef } from './value/namespace-ref.js';

/** What only some drivers have. */
export interface DriverExtras {
  /** Starts a Node worker thread that lives in the namespace: `http`, `net`, `dgram` and `fetch` just work there. */
  worker(namespace: NamespaceRef, file: string | URL, options?: object): Promise<AsyncDisposable>;
}

/** A `Net` with what its driver has beside the common part. */
export type NetOf<Dr extends Driver> = Net & Pick<Dr, Extract<keyof Dr, keyof DriverExtras>>;

/**
 * The network of this machine, as one driver sees it. It holds no state of the network: every call reads what is there.
 */
export interface Net extends AsyncDisposable {
  /** The container that its services come from. */
  readonly container: DependencyContainer;

  /**
   * Begins a transaction in a namespace; see {@link Transaction.namespace}.
   *
   * @example
   *   await net.namespace('netns01').veth('veth0').macvlan('eth0', { mode: 'bridge' }).commit();
   */
  namespace: Transaction<never, ''>['namespace'];
  /** Begins a transaction in the namespace that the process runs in. */
  host(): Transaction<never, ''>;

  /** The names of the named namespaces, sorted. `ip netns list`. */
  namespaces(): Promise<readonly string[]>;
  /**
   * What is in a namespace, the host's by default. `ip -d link`, `ip address`, `ip route show table all` and so on at once.
   *
   * @throws DriverError where there is no such namespace.
   */
  inspect(namespace?: NamespaceRef): Promise<NamespaceState>;
  /** The state of the host and of every named namespace. */
  snapshot(): Promise<NetworkState>;
  /**
   * Changes of state as they happen.
   *
   * @throws UnsupportedError where the driver cannot watch.
   */
  watch(options?: {
    namespace?: NamespaceRef | undefined;
    signal?: AbortSignal | undefined;
  }): AsyncIterable<StateEvent>;
  /**
   * Runs a command in a namespace, without a shell, and gives execa's own result promise. `ip netns exec NAME FILE ARGS…`.
   *
   * @example
   *   const { stdout } = await net.exec('netns01', 'ip', ['-brief', 'address']);
   * @throws UnsupportedError where the driver cannot run commands.
   */
  exec: Exec;

  /** What was committed and can be undone. */
  commits(): Promise<readonly CommitRecord[]>;
  /** Undoes a commit by its id. */
  undo(id: string, options?: UndoOptions): Promise<UndoReport>;
  /** Drops the record of a commit; the network stays as it is. */
  forget(id: string): Promise<void>;
  /**
   * Rolls back what a process that died left half done, and reports it. One that cannot be ended is in no other's way: its
   * error is thrown when all have been tried, and `recover:done` tells of those that were ended.
   */
  recover(): Promise<readonly CommitRecord[]>;

  /** Listens to a lifecycle event. What a listener throws is reported as `listener:error`, and changes nothing. */
  on<E extends NetEventName>(event: E, listener: (payload: NetEvents[E]) => void): this;
  off<E extends NetEventName>(event: E, listener: (payload: NetEvents[E]) => void): this;
  /**
   * Adds a plugin; it takes part in plans made from then on.
   *
   * @throws TypeError where a plugin of that name is in use already.
   */
  use(plugin: Plugin): this;

  /** Waits for running commits and closes the driver. Nothing is undone. Later calls reject with a `ClosedError`. */
  close(): Promise<void>;
}
