import {
  DriverError,
  leaseOf,
  leaseOperations,
  type AcquiredLease,
  type DhcpAcquire,
  type DhcpClientHandle,
  type Lease,
  type LeaseOptions,
  type LeaseService,
  namespaceKey,
} from '@netloom/core';
import { reportOf, type SimulatedLease } from './simulated-lease.js';

/** The lease for a link; `undefined` where no server answers. */
export type AnswerLease = (link: Pick<DhcpAcquire, 'namespace' | 'link'>) => SimulatedLease | undefined;

/** The DHCP server of a simulated network. */
export interface SimulatedLeases extends LeaseService {
  /** What is leased now: empty again when what asked for it was rolled back or undone. */
  readonly active: readonly Lease[];
}

/**
 * DHCP without a server, a client or a network: `dhcp` in a transaction gets the lease that is given here, and what that
 * asks for is done on the simulated kernel.
 *
 * @throws RangeError where the lease has no address with a prefix length.
 */
export function simulatedLeases(lease: SimulatedLease | AnswerLease): SimulatedLeases {
  if (typeof lease === 'function') return new Leases(lease);
  reportOf(lease);
  return new Leases(() => lease);
}

interface Active extends AcquiredLease {
  readonly commitId: string;
}

class Leases implements SimulatedLeases {
  readonly #answer: AnswerLease;
  #active: readonly Active[] = [];

  constructor(answer: AnswerLease) {
    this.#answer = answer;
  }

  get active(): readonly Lease[] {
    return this.#active.map(({ lease }) => lease);
  }

  async acquire(
    operation: DhcpAcquire & { readonly ifindex?: number },
    { signal, commitId }: LeaseOptions,
  ): Promise<AcquiredLease> {
    signal.throwIfAborted();
    const given = this.#answer(operation);
    if (!given) throw new DriverError('no DHCP server answered');
    const report = reportOf(given);
    const handle = handleOf(operation);
    const acquired = { lease: leaseOf(report, operation), handle, operations: leaseOperations(report, operation) };
    this.#active = [...this.#active, { ...acquired, commitId }];
    return acquired;
  }

  async release({ namespace, link }: DhcpClientHandle): Promise<void> {
    const key = namespaceKey(namespace);
    this.#active = this.#active.filter(({ lease }) => namespaceKey(lease.namespace) !== key || lease.link !== link);
  }

  async releaseAll({ id }: { readonly id: string }): Promise<void> {
    this.#active = this.#active.filter(({ commitId }) => commitId !== id);
  }
}

/** No process stands behind it. */
function handleOf({ namespace, link, client = 'udhcpc' }: DhcpAcquire): DhcpClientHandle {
  return { client, pid: 0, startTime: '0', namespace, link, directory: '' };
}
