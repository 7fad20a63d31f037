import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { DriverError } from '../error/driver-error.js';
import { UnsupportedError } from '../error/unsupported-error.js';
import type { KernelOperation } from '../operation/operation.js';
import type { Lease } from '../transaction/lease.js';
import { clientCommand } from './client-command.js';
import { writeClientFiles } from './client-files.js';
import type { ClientFiles } from './client-files.js';
import type { DhcpClientHandle, DhcpClientName } from './dhcp-client.js';
import { findDhcpClient } from './find-dhcp-client.js';
import { CLIENT_ENVIRONMENT, installedClient } from './installed-client.js';
import { leaseOf, leaseOperations } from './lease-operations.js';
import type { LeasedLink } from './lease-operations.js';
import { parseLeaseReport } from './lease-report.js';
import { releaseLease } from './release-lease.js';
import type { DhcpDriver } from './release-lease.js';

/** How long a server is waited for where nothing else is said, in milliseconds. */
export const DEFAULT_DHCP_TIMEOUT_MS = 10_000;

export interface AcquireOptions extends LeasedLink {
  /** Its `wrap` puts the client into the namespace. */
  readonly driver: DhcpDriver;
  /** Which client; by default the first that is installed. */
  readonly client?: DhcpClientName | undefined;
  /** Bounds the wait for the first lease, in milliseconds. */
  readonly timeoutMs?: number | undefined;
  /** Ends the wait, and the client. */
  readonly signal: AbortSignal;
  /** A folder for this client alone, made with mode 0700 if it is missing. {@link releaseLease} removes it. */
  readonly directory: string;
}

export interface AcquiredLease {
  readonly lease: Lease;
  readonly handle: DhcpClientHandle;
  /** What the lease asks for; nothing of it is done yet. */
  readonly operations: readonly KernelOperation[];
}

/**
 * Starts a DHCP client for a link and waits for its first lease (RFC 2131). The client sets nothing: address, routes and MTU
 * are given back as operations. It outlives this process, renews the lease, and ends with {@link releaseLease}; if a
 * renewal gives other values, its script applies them with `ip`.
 *
 * The link must be up, and carrier must come within the time given.
 *
 * @throws {UnsupportedError} where no client is installed, or the driver cannot run commands in a namespace.
 * @throws {DriverError} where no server answers in time, or the client fails; it is ended then and its folder removed.
 * @throws the signal's reason, once that is aborted; the client is ended then as well.
 */
export async function acquireLease(options: AcquireOptions): Promise<AcquiredLease> {
  const { driver, namespace, link, directory, signal } = options;
  signal.throwIfAborted();
  if (driver.wrap === undefined) throw new UnsupportedError('this driver cannot run a DHCP client in a namespace');
  const client = await installedClient(options.client);

  try {
    const files = await writeClientFiles(directory, { client: client.name, namespace, link });
    const [file, ...args] = clientCommand(client, link, files);
    const { ended } = await start(driver.wrap(namespace, file, args), files);
    const report = parseLeaseReport(await firstLease(files, ended, options));
    const handle = await findDhcpClient(directory);
    if (handle === undefined) throw new Error('the DHCP client ended right after it had the lease');
    return { lease: leaseOf(report, options), handle, operations: leaseOperations(report, options) };
  } catch (error) {
    await abandon(options);
    if (error === signal.reason) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new DriverError(reason, { cause: error });
  }
}

/** A process that runs on without us. */
interface Detached {
  /** Aborted when it ends. */
  readonly ended: AbortSignal;
}

async function start([file, ...args]: readonly [string, ...string[]], files: ClientFiles): Promise<Detached> {
  // The client itself writes there: a stream through this process would end with it.
  await using log = await open(files.log, 'a', 0o600);
  const output = log.createWriteStream({ autoClose: false });
  const subprocess = execa(file, args, {
    ...CLIENT_ENVIRONMENT,
    detached: true,
    cleanup: false,
    reject: false,
    buffer: false,
    stdio: ['ignore', output, output],
  });
  subprocess.unref();
  const ended = new AbortController();
  void subprocess.then(() => ended.abort());
  return { ended: ended.signal };
}

async function firstLease(files: ClientFiles, ended: AbortSignal, options: AcquireOptions): Promise<string> {
  const { timeoutMs = DEFAULT_DHCP_TIMEOUT_MS, signal } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const report = await readIfThere(files.firstLease);
    if (report !== undefined) return report;
    const said = async (): Promise<string> => lastWords((await readIfThere(files.log)) ?? '');
    if (ended.aborted) throw new Error(`the DHCP client gave up${await said()}`);
    if (performance.now() > deadline) throw new Error(`no DHCP server answered within ${timeoutMs} ms${await said()}`);
    await delay(POLL_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

const POLL_MS = 20;

/** The last lines of what the client said, in one. */
function lastWords(log: string): string {
  const lines = log.trim().split('\n').slice(-3).join('; ');
  return lines === '' ? '' : ` (${lines.replaceAll(/[^ -~]/g, '?').slice(0, 300)})`;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Ends what was begun; whatever fails now, the reason why is worth more. */
async function abandon({ driver, directory }: AcquireOptions): Promise<void> {
  try {
    const handle = await findDhcpClient(directory);
    if (handle !== undefined) await releaseLease(handle, { driver });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
