import type { KernelOperation } from '../operation/operation.js';
import type { NetworkState, NamespaceIdentity } from '../state/network-state.js';
import type { StateEvent } from '../state/state-event.js';
import type { JsonValue } from '../value/json.js';
import type { NamespaceRef } from '../value/namespace-ref.js';
import type { LeaseService } from '../transaction/dhcp.js';
import type { StateTable } from './state-table.js';

/**
 * The port between netloom and a kernel, real or simulated. A driver translates operations one to one and reads state;
 * it never decides about order, rollback or recovery. Every method may be called at any time and side by side.
 */
export interface Driver {
  /** A short name for messages and journals. */
  readonly name: string;
  /** `false`: what it changes is gone with the process (mocks), and journal and locks stay in memory. */
  readonly durable: boolean;
  /** Lets recovery load this driver in another process: `(await import(module))[export](options)`. */
  readonly revive?: { readonly module: string; readonly export: string; readonly options: JsonValue };

  /**
   * What the kernel and the driver's tools can do, found by trying. Rejects with `PermissionError` or `UnsupportedError`
   * where nothing can be done at all.
   *
   * @param wanted - Kinds that links are about to be made of. A kind whose module puts links into the host when the kernel
   *   loads it is tried only where it is wanted, or loaded already (`mayTryKind()`); until then it is left out.
   */
  capabilities(wanted?: readonly string[]): Promise<Capabilities>;

  /**
   * Runs the operations, each after those that it depends on, and says of each: done, failed (and why), not run, or
   * unknown. Nothing new begins after the first failure. A driver may hand the kernel several at once that only make what
   * must not exist, or change links that the transaction made; the kernel carries such out behind one that fails, and they
   * are reported as done then. Resolves in every case but a defect of the driver itself.
   */
  apply(operations: readonly KernelOperation[], options: ApplyOptions): Promise<ApplyResult>;

  /** The state of the namespaces asked for, as one consistent picture. A namespace that does not exist is left out. */
  read(query: StateQuery): Promise<NetworkState>;

  /** The names of the named namespaces, sorted. Without it core reads the state of all. */
  namespaces?(): Promise<readonly string[]>;

  /** The command that runs `file` in the namespace; pure and synchronous, core calls execa with it. */
  wrap?(namespace: NamespaceRef, file: string, args: readonly string[]): readonly [file: string, ...args: string[]];

  /**
   * How leases are acquired where that is not done by a DHCP client of this machine, which `wrap` puts into the namespace.
   * What is registered under `LEASES` in the application's container comes first.
   */
  readonly leases?: LeaseService;

  /** Changes as they happen. */
  watch?(options: WatchOptions): AsyncIterable<StateEvent>;

  /** Sends one probe from the namespace and resolves when it is answered; rejects with the reason otherwise. */
  probe?(target: ProbeTarget): Promise<void>;

  /**
   * flock(2), exclusive and without waiting, on an open file of this process: whether it is had. Without it core runs
   * flock(1), which costs a process.
   */
  tryLock?(file: number): Promise<boolean>;

  close(): Promise<void>;
}

export interface Capabilities {
  /** Kinds that links can be made of here. */
  readonly linkKinds: ReadonlySet<string>;
  /** The driver works in a private user namespace. */
  readonly rootless: boolean;
  /** `changes.namespaceIndex` is honoured. */
  readonly moveIndex?: boolean;
  /** What the driver's tools lack, for people: each a sentence. */
  readonly lacks?: readonly string[];
}

export interface ApplyOptions {
  /** `after[i]`: the operations that must be done before the i-th begins. A simple driver runs them in order and ignores it. */
  readonly after: readonly (readonly number[])[];
  readonly signal: AbortSignal;
  /** What the operations are for. A driver does the same in each; test kits tell faults apart by it. */
  readonly phase?: ApplyPhase;
  /**
   * An open file that holds the lock of the transaction. Every process that the driver starts to change the network must
   * inherit it: should this process be killed, the lock is held until the last of them has ended.
   */
  readonly lock?: number;
  /** Called once for each operation, as soon as its outcome is known. */
  readonly onOutcome: (index: number, outcome: Outcome) => void;
}

export type ApplyPhase = 'commit' | 'rollback' | 'undo' | 'recover';

export interface OperationFailure {
  readonly status: 'failed';
  /** The kernel's name of the error: `EEXIST`, `ENODEV` … */
  readonly errno: string;
  /** The kernel's own text (extended ack), where it gave one. */
  readonly kernelMessage?: string;
  /** The `ip` command that does the same. */
  readonly command?: string;
  /** The field of the operation that the kernel pointed at. */
  readonly attribute?: string;
}

export type Outcome =
  | { readonly status: 'done'; readonly identity?: NamespaceIdentity }
  | { readonly status: 'not-run' | 'unknown' }
  | OperationFailure;

export interface ApplyResult {
  /** One an operation, in the order of the operations. */
  readonly outcomes: readonly Outcome[];
}

export interface StateQuery {
  readonly namespaces: readonly NamespaceRef[] | 'all';
  /** What is wanted beside the links; all where it is not said. A driver may give more than is asked for. */
  readonly tables?: readonly StateTable[];
  /**
   * Whether veths have to say the names of their other ends in namespaces that are not read, where each is one to be asked.
   * They do where it is not said.
   */
  readonly peerNames?: boolean;
  /** Parameters to read, by namespace; one that does not exist is left out. */
  readonly sysctls?: readonly { readonly namespace: NamespaceRef; readonly key: string }[];
  readonly signal?: AbortSignal;
}

export interface WatchOptions {
  readonly namespace?: NamespaceRef | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ProbeTarget {
  readonly namespace: NamespaceRef;
  readonly protocol: 'icmp' | 'tcp';
  readonly address: string;
  readonly port?: number;
  /** Bounds the one probe. */
  readonly signal: AbortSignal;
}
