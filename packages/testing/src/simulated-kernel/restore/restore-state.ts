import { isHost, type NamespaceState, type NetworkState } from '@netloom/core';
import { setSysctl } from '../effect/sysctl.js';
import { KernelError } from '../kernel-error.js';
import type { KernelState } from '../kernel-state.js';
import { NetworkNamespace } from '../network-namespace.js';
import { addLoopback } from '../kind/loopback.js';
import { restoreAddresses } from './restore-addresses.js';
import { restoreForwarding } from './restore-forwarding.js';
import { connectLink, restoreLink } from './restore-link.js';
import { restoreRoutes } from './restore-routes.js';

/** Gives a fresh kernel everything that a state says, of the machine that it was read on. */
export function restoreState(kernel: KernelState, { namespaces }: NetworkState): void {
  const pairs = namespaces.map((state) => [state, namespaceFor(kernel, state)] as const);
  for (const [state, namespace] of pairs) for (const link of state.links) restoreLink(kernel, namespace, link);
  for (const [state, namespace] of pairs) for (const link of state.links) connectLink(kernel, namespace, link);
  for (const [state, namespace] of pairs) {
    restoreParameters(kernel, namespace, state);
    restoreAddresses(namespace, state);
    restoreRoutes(namespace, state);
    restoreForwarding(namespace, state);
    namespace.rules.restore(state.rules);
    namespace.routes.localApart = namespace.rules.areChanged('inet');
  }
}

function namespaceFor(kernel: KernelState, { namespace: ref, identity }: NamespaceState): NetworkNamespace {
  if (typeof ref === 'object' && isHost(ref)) return kernel.host;
  const namespace = new NetworkNamespace(ref, identity);
  addLoopback(namespace);
  if (typeof ref === 'string') kernel.named.set(ref, namespace);
  else if ('pid' in ref) kernel.processes.set(ref.pid, namespace);
  else kernel.files.set(ref.path, namespace);
  return namespace;
}

/** Written before there is an address or a route, so that nothing follows from it. Others than the kernel knows are left. */
function restoreParameters(kernel: KernelState, namespace: NetworkNamespace, { sysctls }: NamespaceState): void {
  for (const [key, value] of Object.entries(sysctls).toSorted(([a], [b]) => rank(a) - rank(b))) {
    try {
      setSysctl(kernel, namespace, key, value);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
    }
  }
}

/** What spreads to others comes before the others. */
function rank(key: string): number {
  const order = ['/ip_forward', '/all/', '/default/'].findIndex((part) => key.includes(part));
  return order === -1 ? 3 : order;
}
