import type { Link } from '../link.js';

/** The costs of a link of 10 Gbit/s, and of one that says no speed (`port_cost()`). */
const FAST = 2;
const UNKNOWN = 100;

/** What a port costs the spanning tree. */
export function pathCost(link: Link): number {
  return hasSpeed(link) ? FAST : UNKNOWN;
}

/** Tells whether a cost is one that a link has by itself, for all that can be seen of it. */
export function isPathCost(cost: number): boolean {
  return cost === FAST || cost === UNKNOWN;
}

/** A port that has a carrier is asked for its speed again, unless its cost was set by hand (`br_port_carrier_check()`). */
export function renewPathCost(link: Link): void {
  if (link.port === undefined || link.costPinned || !link.up || !link.carrier) return;
  link.port = { ...link.port, cost: pathCost(link) };
}

/** A macvlan has the speed of its parent, and a bridge that of its ports which have a carrier (`br_get_link_ksettings()`). */
function hasSpeed(link: Link): boolean {
  if (link.isBridge) return [...link.ports].some((port) => port.up && port.carrier && hasSpeed(port));
  return link.mode === undefined || link.parent === undefined || hasSpeed(link.parent);
}
