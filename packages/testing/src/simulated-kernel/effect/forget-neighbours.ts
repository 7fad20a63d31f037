import type { Link } from '../link.js';

/** `neigh_changeaddr()`: what was learned or said of neighbours is forgotten, permanent or not; proxy entries stay. */
export function forgetNeighbours({ neighbours }: Link): void {
  for (const [key, { proxy }] of neighbours) if (!proxy) neighbours.delete(key);
}
