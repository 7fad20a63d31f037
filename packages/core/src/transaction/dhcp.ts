import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireLease, type AcquiredLease } from '../dhcp/acquire-lease.js';
import type { DhcpClientHandle } from '../dhcp/dhcp-client.js';
import { releaseLease } from '../dhcp/release-lease.js';
import type { Driver } from '../driver/driver.js';
import { CommitError } from '../error/commit-error.js';
import { NetloomError } from '../error/netloom-error.js';
import type { DhcpAcquire } from '../operation/dhcp-operation.js';
import { describeNamespace } from '../value/namespace-ref.js';

/** What acquires leases. Registered under a token, so that a test can put another in its place. */
export interface LeaseService {
  acquire(operation: DhcpAcquire & { readonly ifindex?: number }, options: LeaseOptions): Promise<AcquiredLease>;
  release(handle: DhcpClientHandle, driver: Driver): Promise<void>;
}

export interface LeaseOptions {
  readonly driver: Driver;
  readonly signal: AbortSignal;
}

/** Runs the DHCP clients of the machine, each in a folder of its own that only its user can look into. */
export const machineLeases: LeaseService = {
  async acquire({ namespace, link, ifindex, client, timeoutMs }, { driver, signal }) {
    const directory = await mkdtemp(join(tmpdir(), 'netloom-dhcp-'));
    return await acquireLease({
      driver,
      namespace,
      link,
      ...(ifindex === undefined ? {} : { ifindex }),
      client,
      timeoutMs,
      signal,
      directory,
    });
  },
  async release(handle, driver) {
    await releaseLease(handle, { driver });
  },
};

/**
 * Acquires all leases side by side. Where one fails, those that were had already are in `had`, to be released.
 *
 * @throws CommitError naming the first that failed.
 */
export async function acquireAll(
  operations: readonly DhcpAcquire[],
  service: LeaseService,
  options: LeaseOptions,
  had: AcquiredLease[],
): Promise<void> {
  const settled = await Promise.allSettled(
    operations.map(async (operation) => {
      const acquired = await service.acquire(operation, options);
      had.push(acquired);
    }),
  );
  for (const [index, each] of settled.entries()) {
    const operation = operations[index];
    if (each.status === 'fulfilled' || !operation) continue;
    if (options.signal.aborted) throw options.signal.reason as Error;
    const { reason }: { reason: unknown } = each;
    const why = reason instanceof Error ? reason.message : String(reason);
    throw new CommitError(
      `no DHCP lease for "${operation.link}" in ${describeNamespace(operation.namespace)}: ${why}`,
      {
        phase: 'apply',
        operation,
        ...(NetloomError.is(reason) ? {} : { hint: 'is a server on that wire, and is the link up?' }),
      },
      { cause: reason },
    );
  }
}
