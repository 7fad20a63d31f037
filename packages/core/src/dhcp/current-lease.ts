import { readFile } from 'node:fs/promises';
import type { KernelOperation } from '../operation/operation.js';
import type { Lease } from '../transaction/lease.js';
import { clientFiles } from './client-files.js';
import type { DhcpClientHandle } from './dhcp-client.js';
import { leaseOf, leaseOperations } from './lease-operations.js';
import { parseLeaseReport } from './lease-report.js';

/** A lease with what it asks for. */
export interface CurrentLease {
  readonly lease: Lease;
  readonly operations: readonly KernelOperation[];
}

/**
 * The lease that a client holds now: after a renewal its values may be others than the first, and the client's script has
 * applied them. `undefined` where it holds none.
 */
export async function currentLease(handle: DhcpClientHandle, ifindex?: number): Promise<CurrentLease | undefined> {
  try {
    const report = parseLeaseReport(await readFile(clientFiles(handle.directory).lease, 'utf8'));
    const link = { namespace: handle.namespace, link: handle.link, ifindex };
    return { lease: leaseOf(report, link), operations: leaseOperations(report, link) };
  } catch {
    return undefined;
  }
}
