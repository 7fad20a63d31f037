import type { NamespaceState, RouteState } from '@netloom/core';

/**
 * What a rollback brings back: causes, and no consequences. Operstate, carrier and what the kernel does by itself a moment
 * later (link-local addresses, their routes, membership of multicast groups) follow from the rest.
 */
export function causesOf({ links, addresses, routes, rules, neighbours, fdb }: NamespaceState): unknown {
  const own = new Set(links.map(({ mac }) => mac));
  return {
    links: links.map(({ operstate: _operstate, flags: _flags, qdisc: _qdisc, ...link }) => link),
    addresses: addresses
      .filter(({ scope }) => scope !== 'link')
      .map(({ tentative: _tentative, ...address }) => address),
    routes: routes.filter((route) => !isConsequence(route)).map(({ flags: _flags, ...route }) => route),
    rules,
    neighbours: neighbours.filter(({ state }) => state === 'permanent' || state === 'noarp'),
    // A bridge has an entry for each MAC of its own and of its ports, and devices have some for multicast.
    fdb: fdb.filter(({ state, mac }) => state !== 'dynamic' && !own.has(mac) && !/^(?:33:33|01:00:5e):/.test(mac)),
  };
}

function isConsequence({ protocol, table, destination }: RouteState): boolean {
  return protocol === 'kernel' && (table === 255 || destination === 'fe80::/64');
}
