import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { refreshIpv6 } from './ipv6.js';

/** Asks the link's driver for its carrier again, and tells everything that stands on the link if it has changed. */
export function refreshCarrier(kernel: KernelState, link: Link): void {
  const carrier = link.model.carrier?.(link) ?? true;
  if (carrier !== link.carrier) {
    link.carrier = carrier;
    kernel.carrierEvents.add(link);
    for (const child of link.children) refreshCarrier(kernel, child);
  }
  refreshIpv6(kernel, link);
  if (link.master !== undefined) refreshCarrier(kernel, link.master);
}
