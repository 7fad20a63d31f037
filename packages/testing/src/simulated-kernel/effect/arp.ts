import { announceChange } from './announce-change.js';
import { forgetNeighbours } from './forget-neighbours.js';
import { restartDad } from './ipv6.js';
import type { KernelState } from '../kernel-state.js';
import type { Link } from '../link.js';

/** `ip link set … arp on|off`: the neighbours of a link that is up are forgotten, permanent ones too. */
export function setArp(kernel: KernelState, link: Link, arp: boolean): void {
  if (link.arp === arp) return;
  link.arp = arp;
  // Nobody is told of a link that is down (`__dev_notify_flags()`).
  if (!link.up) return;
  forgetNeighbours(link);
  announceChange(link);
  restartDad(kernel, link);
}
