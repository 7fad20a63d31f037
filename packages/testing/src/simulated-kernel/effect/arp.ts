import { forgetNeighbours } from './forget-neighbours.js';
import type { Link } from '../link.js';

/** `ip link set … arp on|off`: the neighbours of the link are forgotten, permanent ones too. */
export function setArp(link: Link, arp: boolean): void {
  if (link.arp === arp) return;
  link.arp = arp;
  forgetNeighbours(link);
}
