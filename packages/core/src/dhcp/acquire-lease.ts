import { rm } from 'node:fs/promises';
import { DriverError } from '../error/driver-error.js';
import { UnsupportedError } from '../error/unsupported-error.js';
import type { KernelOperation } from '../operation/operation.js';
import type { Lease } from '../transaction/lease.js';
import { clientCommand } from './client-command.js';
import { makeClientFolder, writeClientFiles } from './client-files.js';
import type { DhcpClientHandle, DhcpClientName } from './dhcp-client.js';
import { findDhcpClient } from './find-dhcp-client.js';
import { awaitFirstLease } from './first-lease.js';
import { installedClient } from './installed-client.js';
import { leaseOf, leaseOperations } from './lease-operations.js';
import type { LeasedLink } from './lease-operations.js';
import { parseLeaseReport } from './lease-report.js';
import { releaseLease } from './release-lease.js';
import type { DhcpDriver } from './release-lease.js';
import { startClient } from './start-client.js';
import type { Detached } from './start-client.js';

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
  const { driver, namespace, link, directory, signal, timeoutMs = DEFAULT_DHCP_TIMEOUT_MS } = options;
  signal.throwIfAborted();
  if (driver.wrap === undefined) throw new UnsupportedError('this driver cannot run a DHCP client in a namespace');
  const client = await installedClient(options.client);
  await makeClientFolder(directory);
  let started: Detached | undefined;
  try {
    const files = await writeClientFiles(directory, { client: client.name, namespace, link });
    const [file, ...args] = clientCommand(client, link, files);
    started = await startClient(driver.wrap(namespace, file, args), files);
    const report = parseLeaseReport(await awaitFirstLease(files, { ended: started.ended, signal, timeoutMs }));
    const handle = await findDhcpClient(directory);
    if (handle === undefined) throw new Error('the DHCP client ended right after it had the lease');
    return { lease: leaseOf(report, options), handle, operations: leaseOperations(report, options) };
  } catch (error) {
    const left = await abandon(options, started).then(
      () => '',
      (failure: unknown) => `; ${messageOf(failure)}`,
    );
    if (error === signal.reason && left === '') throw error;
    throw new DriverError(messageOf(error) + left, { cause: error });
  }
}

/** Ends what was begun. */
async function abandon({ driver, directory }: AcquireOptions, started: Detached | undefined): Promise<void> {
  const handle = await findDhcpClient(directory);
  if (handle !== undefined) await releaseLease(handle, { driver });
  // It may not have come so far as to say who it is.
  await started?.kill();
  await rm(directory, { recursive: true, force: true });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
