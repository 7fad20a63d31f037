import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';
import { handOnCarrier, refreshCarrier } from './carrier.js';
import { downIpv4, upIpv4 } from './ipv4.js';
import { downIpv6, upIpv6 } from './ipv6.js';

/** `ip link set … up`. */
export function setUp(kernel: KernelState, link: Link): void {
  if (link.up) return;
  link.model.open?.(link);
  link.up = true;
  if (link.qdisc === 'noop') link.qdisc = defaultQdisc(link);
  upIpv4(link);
  upIpv6(kernel, link);
  refreshCarrier(kernel, link);
  if (link.peer !== undefined) refreshCarrier(kernel, link.peer);
  for (const port of link.ports) refreshCarrier(kernel, port);
  handOnCarrier(kernel, link);
}

/** `attach_default_qdiscs()`; a queue of length 0 is none. */
function defaultQdisc({ model, txQueueLength }: Link): string {
  return txQueueLength === 0 ? 'noqueue' : model.qdisc;
}

/** `ip link set … down`: routes, IPv6 addresses and neighbours of the link go, whoever made them. */
export function setDown(kernel: KernelState, link: Link): void {
  if (!link.up) return;
  link.up = false;
  downIpv4(link);
  downIpv6(kernel, link);
  link.neighbours.clear();
  refreshCarrier(kernel, link);
  handOnCarrier(kernel, link);
  if (link.peer !== undefined) refreshCarrier(kernel, link.peer);
}
