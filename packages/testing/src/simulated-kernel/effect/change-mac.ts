import { forgetNeighbours } from './forget-neighbours.js';
import type { Link } from '../link.js';

/** Gives a link another MAC; its neighbours are forgotten, permanent ones too. */
export function changeMac(link: Link, mac: string): void {
  if (link.mac === mac) return;
  link.mac = mac;
  forgetNeighbours(link);
  // A passthru child and its parent are one and the same on the wire; nobody is told of it (`macvlan_sync_address()`).
  for (const child of link.children) if (child.mode === 'passthru') child.mac = mac;
}
