import type { KernelState } from '../kernel-state.js';
import type { NetworkNamespace } from '../network-namespace.js';
import { destroyLink } from './destroy.js';
import { moveLink } from './move.js';

/** The last that held a namespace is gone: its links die with it, but for physical ones, which go home. */
export function endNamespace(kernel: KernelState, namespace: NetworkNamespace): void {
  namespace.ref = undefined;
  for (const link of namespace.links.all()) {
    if (link.kind !== 'physical') destroyLink(kernel, link);
    else moveLink(kernel, link, link.home, freeName(link.home, link.name, link.ifindex));
  }
}

/** A name that is taken at home is replaced by `devN` (`default_device_exit_net()`). */
function freeName(home: NetworkNamespace, name: string, ifindex: number): string {
  return home.links.byName(name) === undefined ? name : `dev${ifindex}`;
}
