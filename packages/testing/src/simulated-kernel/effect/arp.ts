import { forgetNeighbours } from './forget-neighbours.js';
import { restartDad } from './ipv6.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';

/** `ip link set … arp on|off`: the neighbours of the link are forgotten, permanent ones too. */
export function setArp(kernel: KernelState, link: Link, arp: boolean): void {
  if (link.arp === arp) return;
  link.arp = arp;
  forgetNeighbours(link);
  restartDad(kernel, link);
}
