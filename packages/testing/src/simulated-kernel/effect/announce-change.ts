import type { Link } from '../link.js';
import { forgetAllButPermanent } from './forget-neighbours.js';
import { renewPathCost } from './path-cost.js';

/**
 * Everybody is told that something of a link is different (`netdev_state_change()`), and looks at its carrier: without one
 * the link keeps permanent neighbours only (`neigh_carrier_down()`), and with one a port is asked for its speed.
 */
export function announceChange(link: Link): void {
  if (link.up && !link.carrier) forgetAllButPermanent(link);
  renewPathCost(link);
}
