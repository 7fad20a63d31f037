import { forgetNeighbours } from './forget-neighbours.js';
import type { Link } from '../link.js';

/** Gives a link another MAC; its neighbours are forgotten, permanent ones too. */
export function changeMac(link: Link, mac: string): void {
  if (link.mac === mac) return;
  link.mac = mac;
  forgetNeighbours(link);
}
