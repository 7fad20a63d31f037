import type { Route, RouteHop } from '../route.js';

/** A way is dead while its link is down, or since that lost its last address (`RTNH_F_DEAD`). */
export function isDeadWay4(way: RouteHop): boolean {
  return way.link?.up !== true || way.link.deadWays.has(way);
}

/** A route with several ways lives while one of them does (`fib_sync_down_dev()`). */
export function isDead4({ hops }: Route): boolean {
  return hops.every(isDeadWay4);
}
