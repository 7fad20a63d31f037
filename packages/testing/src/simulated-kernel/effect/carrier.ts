import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { refreshIpv6 } from './ipv6.js';

/** Asks the link's driver for its carrier again, and tells everything that stands on the link if it has changed. */
export function refreshCarrier(kernel: KernelState, link: Link): void {
  setCarrier(kernel, link, link.model.carrier?.(link) ?? true);
}

/**
 * Has the links that stand on this one take its carrier over (`netif_stacked_transfer_operstate()`). They do when it goes up
 * or down, and when its carrier changes while it is up: of a link that is down nobody hears (`linkwatch_do_dev()`).
 */
export function handOnCarrier(kernel: KernelState, link: Link): void {
  for (const child of link.children) if (child.carrier !== link.carrier) setCarrier(kernel, child, link.carrier);
}

function setCarrier(kernel: KernelState, link: Link, carrier: boolean): void {
  if (carrier !== link.carrier) {
    link.carrier = carrier;
    kernel.carrierEvents.add(link);
    if (link.up) handOnCarrier(kernel, link);
  }
  refreshIpv6(kernel, link);
  if (link.master !== undefined) refreshCarrier(kernel, link.master);
}
