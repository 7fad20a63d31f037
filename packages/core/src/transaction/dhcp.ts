import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AcquiredLease } from '../dhcp/acquire-lease.js';
import type { DhcpClientHandle } from '../dhcp/dhcp-client.js';
import type { Driver } from '../driver/driver.js';
import { CommitError } from '../error/commit-error.js';
import { NetloomError } from '../error/netloom-error.js';
import type { DhcpAcquire } from '../operation/dhcp-operation.js';
import type { Operation } from '../operation/operation.js';
import { describeNamespace } from '../value/namespace-ref.js';
import type { Fact } from './journal/intent.js';

/** What acquires leases. Registered under a token, so that a test can put another in its place. */
export interface LeaseService {
  acquire(operation: DhcpAcquire & { readonly ifindex?: number }, options: LeaseOptions): Promise<AcquiredLease>;
  release(handle: DhcpClientHandle, driver: Driver): Promise<void>;
  /** Ends every client of a commit, also one that was started and not yet written down. */
  releaseAll(commit: { readonly id: string }, driver: Driver): Promise<void>;
}

export interface LeaseOptions {
  readonly driver: Driver;
  readonly signal: AbortSignal;
  readonly commitId: string;
}

/**
 * Runs the DHCP clients of the machine, each in a folder of its own that only its user can look into. The code that does is
 * loaded by the first lease: most transactions have none.
 */
export class MachineLeases implements LeaseService {
  readonly #folder: () => string;
  #count = 0;

  /** @param folder - Where the folders of commits are made; asked for when the first client is started. */
  constructor(folder: () => string) {
    this.#folder = folder;
  }

  async acquire(
    { namespace, link, ifindex, client, timeoutMs }: DhcpAcquire & { readonly ifindex?: number },
    { driver, signal, commitId }: LeaseOptions,
  ): Promise<AcquiredLease> {
    const folder = this.#folderOf(commitId);
    const { acquireLease } = await import('../dhcp/acquire-lease.js');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await acquireLease({
      driver,
      namespace,
      link,
      ...(ifindex === undefined ? {} : { ifindex }),
      client,
      timeoutMs,
      signal,
      directory: join(folder, String(this.#count++)),
    });
  }

  async release(handle: DhcpClientHandle, driver: Driver): Promise<void> {
    const { releaseLease } = await import('../dhcp/release-lease.js');
    await releaseLease(handle, { driver });
  }

  async releaseAll({ id }: { readonly id: string }, driver: Driver): Promise<void> {
    const folder = this.#folderOf(id);
    const names = await readdir(folder).catch(() => []);
    if (names.length > 0) {
      const { findDhcpClient } = await import('../dhcp/find-dhcp-client.js');
      for (const name of names) {
        const handle = await findDhcpClient(join(folder, name));
        if (handle) await this.release(handle, driver);
      }
    }
    await rm(folder, { recursive: true, force: true });
  }

  #folderOf(id: string): string {
    return join(this.#folder(), 'dhcp', id);
  }
}

/** What goes on around each acquisition: the events that tell of it. */
export type AroundOperation = <T>(operation: Operation, work: () => Promise<T>) => Promise<T>;

/**
 * Acquires all leases side by side, and tells of each as it is had.
 *
 * @throws CommitError naming the first that failed.
 */
export async function acquireAll(
  operations: readonly DhcpAcquire[],
  service: LeaseService,
  options: LeaseOptions,
  around: AroundOperation,
  onLease: (lease: AcquiredLease) => void,
): Promise<void> {
  const settled = await Promise.allSettled(
    operations.map(async (operation) => {
      onLease(await around(operation, async () => acquireOne(operation, service, options)));
    }),
  );
  options.signal.throwIfAborted();
  for (const each of settled) if (each.status === 'rejected') throw each.reason as Error;
}

async function acquireOne(
  operation: DhcpAcquire,
  service: LeaseService,
  options: LeaseOptions,
): Promise<AcquiredLease> {
  try {
    return await service.acquire(operation, options);
  } catch (cause) {
    options.signal.throwIfAborted();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CommitError(
      `no DHCP lease for "${operation.link}" in ${describeNamespace(operation.namespace)}: ${why}`,
      {
        phase: 'apply',
        operation,
        ...(NetloomError.is(cause) ? {} : { hint: 'is a server on that wire, and is the link up?' }),
      },
      { cause },
    );
  }
}

/** Ends the clients while their addresses are still there, so that the servers hear of it. */
export async function releaseLeases(facts: readonly Fact[], service: LeaseService, driver: Driver): Promise<void> {
  await Promise.allSettled(
    facts.map(async (fact) => (fact.fact === 'lease' ? service.release(fact.handle, driver) : undefined)),
  );
}
