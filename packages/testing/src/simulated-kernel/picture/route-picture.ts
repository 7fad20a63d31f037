import type { NextHop, RouteState } from '@netloom/core';
import { formatAddress, formatPrefix } from '../ip/ip-address.js';
import type { Route, RouteHop } from '../route.js';

/** Routes that lead nowhere show no link, though IPv6 keeps lo with them. */
const NOWHERE: ReadonlySet<string> = new Set(['blackhole', 'unreachable', 'prohibit', 'throw']);

/** A route as a driver's `read` gives it. */
export function routePicture(route: Route): RouteState {
  const { family, hops, metric, tos, source, preference, metrics } = route;
  const [only] = hops;
  const flags = hops.length === 1 && only?.link?.up === true && !only.link.carrier ? ['linkdown'] : [];
  return {
    family,
    destination: formatPrefix(route.destination),
    table: route.table,
    type: route.type,
    ...(hops.length > 1
      ? { nextHops: hops.map(nextHop) }
      : only === undefined || NOWHERE.has(route.type)
        ? {}
        : way(only)),
    ...(metric === 0 && family === 'inet' ? {} : { metric }),
    ...(tos === 0 ? {} : { tos }),
    ...(source === undefined ? {} : { source: formatAddress(source) }),
    scope: route.scope,
    protocol: route.protocol,
    ...(preference === undefined || preference === 'medium' ? {} : { preference }),
    ...(metrics === undefined ? {} : { metrics }),
    ...(flags.length === 0 ? {} : { flags }),
  };
}

function way({ via, link, onLink }: RouteHop): Pick<RouteState, 'via' | 'dev' | 'devIndex' | 'onLink'> {
  return {
    ...(via === undefined ? {} : { via: formatAddress(via) }),
    ...(link === undefined ? {} : { dev: link.name, devIndex: link.ifindex }),
    ...(onLink ? { onLink } : {}),
  };
}

function nextHop(hop: RouteHop): NextHop {
  return { ...way(hop), weight: hop.weight };
}
