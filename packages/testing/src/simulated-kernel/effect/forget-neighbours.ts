import type { Link } from '../link.js';

/** `neigh_changeaddr()`: what was learned or said of neighbours is forgotten, permanent or not; proxy entries stay. */
export function forgetNeighbours({ neighbours }: Link): void {
  for (const [key, { proxy }] of neighbours) if (!proxy) neighbours.delete(key);
}

/** `neigh_carrier_down()`: a link without a carrier keeps what was said to be permanent. */
export function forgetAllButPermanent({ neighbours }: Link): void {
  for (const [key, { proxy, state }] of neighbours) if (!proxy && state !== 'permanent') neighbours.delete(key);
}
