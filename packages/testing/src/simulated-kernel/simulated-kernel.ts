import {
  describeNamespace,
  namespaceKey,
  HOST,
  type KernelOperation,
  type NamespaceIdentity,
  type NamespaceRef,
  type NetworkState,
  type StateQuery,
} from '@netloom/core';
import { bootHost } from './boot-host.js';
import type { SimulatedKernelOptions } from './kernel-options.js';
import { KernelState } from './kernel-state.js';
import { KernelError } from './kernel-error.js';
import { LINK_KIND_MODELS } from './kind/link-kind-models.js';
import type { NetworkNamespace } from './network-namespace.js';
import { addressOf } from './option/parse-address.js';
import { namespacePicture } from './picture/namespace-picture.js';
import { carryOut } from './operation/operations.js';
import { pingAddress } from './reachability/ping.js';
import type { Reachability } from './reachability/reachability.js';
import { tracePacket } from './reachability/trace.js';
import type { VirtualClock } from './virtual-clock.js';

/**
 * A kernel in memory that does with network operations what Linux does: the same effects, the same side effects, the same
 * errors. It needs no Linux and no privileges, and takes no time.
 */
export interface SimulatedKernel {
  readonly clock: VirtualClock;
  /** The kinds of links that it can make: all that are modelled, but for those that its `features` say it was built without. */
  readonly linkKinds: readonly string[];
  /**
   * Carries out one operation, or leaves everything as it was.
   *
   * @throws KernelError for what a kernel refuses.
   * @throws RangeError for an operation that there is none of.
   */
  apply(operation: KernelOperation): NamespaceIdentity | undefined;
  read(query: StateQuery): NetworkState;
  /** The names of the named namespaces, sorted. */
  namespaces(): readonly string[];
  /**
   * Sends a packet from a namespace to an address and back, and says which way, or why not: `ping -c 1 ADDRESS`. Nobody
   * knows anybody's MAC when it begins.
   *
   * @throws KernelError `ENOENT` or `ESRCH` where there is no such namespace.
   * @throws RangeError for what is no address; names are not looked up.
   * @example
   *   kernel.ping('lan', '192.0.2.1'); // { reached: false, path: [], reason: 'namespace "lan" has no route to 192.0.2.1' }
   */
  ping(from: NamespaceRef, to: string): Reachability;
  /** The same, one way only: whether the packet arrives, not whether it is answered. */
  trace(from: NamespaceRef, to: string): Reachability;
}

/**
 * Makes a simulated kernel; its host has `lo`, and an `eth0` that is up, unless the options say otherwise.
 *
 * @throws RangeError for an option that is no such thing: an address without its prefix length, say.
 * @example
 *   const kernel = simulatedKernel({ links: [{ name: 'eth0', addresses: ['192.0.2.7/24'], outside: ['192.0.2.1'] }] });
 *   const driver = mockDriver({ kernel });
 *   t.true(kernel.ping(HOST, '192.0.2.1').reached);
 */
export function simulatedKernel(options: SimulatedKernelOptions = {}): SimulatedKernel {
  const state = new KernelState(options.features);
  bootHost(state, options);
  const settled = options.time !== 'stepped';
  return {
    clock: state.clock,
    linkKinds: LINK_KIND_MODELS.map(({ kind }) => kind).filter((kind) => !state.features.missingKinds.includes(kind)),
    apply: (operation) => carryOut(state, operation),
    read({ namespaces, tables, sysctls = [] }) {
      if (settled) state.clock.settle();
      const refs: readonly NamespaceRef[] = namespaces === 'all' ? [HOST, ...names(state)] : namespaces;
      return {
        namespaces: refs.flatMap((ref) => {
          const namespace = state.find(ref);
          if (namespace === undefined) return [];
          const key = namespaceKey(ref);
          const keys = sysctls.filter((wanted) => namespaceKey(wanted.namespace) === key).map((wanted) => wanted.key);
          return [namespacePicture(ref, namespace, keys, tables)];
        }),
      };
    },
    namespaces: () => names(state),
    ping: (from, to) => {
      if (settled) state.clock.settle();
      return pingAddress(requireNamespace(state, from), addressOf('to', to));
    },
    trace: (from, to) => {
      if (settled) state.clock.settle();
      return tracePacket(requireNamespace(state, from), addressOf('to', to)).answer;
    },
  };
}

function names(state: KernelState): string[] {
  return [...state.named.keys()].toSorted();
}

function requireNamespace(state: KernelState, ref: NamespaceRef): NetworkNamespace {
  const namespace = state.find(ref);
  if (namespace !== undefined) return namespace;
  const errno = typeof ref === 'object' && 'pid' in ref ? 'ESRCH' : 'ENOENT';
  throw new KernelError(errno, `there is no ${describeNamespace(ref)}`);
}
