import { KernelError } from '../kernel-error.js';
import { sameWay, type Route } from '../route.js';
import type { RouteTable } from '../route-table.js';

/** `fib_table_insert()` for a new route: in front of those of its key, or behind them. */
export function addRoute4(routes: RouteTable, route: Route, append: boolean): void {
  const rivals = sameKey(routes, route);
  if (rivals.length > 0 && (!append || rivals.some((other) => sameWay(other, route)))) throw new KernelError('EEXIST');
  insert(routes, route, append);
}

/** `fib_table_insert()` with NLM_F_REPLACE: in the place of the first of its key. */
export function replaceRoute4(routes: RouteTable, route: Route): void {
  const [first, ...others] = sameKey(routes, route);
  if (first === undefined) {
    insert(routes, route, false);
    return;
  }
  if (sameWay(first, route)) return;
  if (others.some((other) => sameWay(other, route))) throw new KernelError('EEXIST');
  const place = siblingsOf(routes, route).indexOf(first);
  routes.remove(first);
  routes.insert(route, place);
}

function siblingsOf(routes: RouteTable, { family, table, destination }: Route): readonly Route[] {
  return routes.of(family, table, destination.value, destination.length);
}

/** The routes that a new one would stand beside: same destination, type of service and metric. */
function sameKey(routes: RouteTable, route: Route): Route[] {
  return siblingsOf(routes, route).filter(({ tos, metric }) => tos === route.tos && metric === route.metric);
}

/** By type of service downwards and by metric upwards. */
function insert(routes: RouteTable, route: Route, append: boolean): void {
  const siblings = siblingsOf(routes, route);
  const place = siblings.findIndex(
    (other) =>
      other.tos < route.tos ||
      (other.tos === route.tos && (append ? other.metric > route.metric : other.metric >= route.metric)),
  );
  routes.insert(route, place === -1 ? siblings.length : place);
}
