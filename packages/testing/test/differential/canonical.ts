import { namespaceKey, type LinkState, type NamespaceState, type NetworkState, type RouteState } from '@netloom/core';
import { FIRST_INDEX } from './pool.js';
import { certainOperstate, isHeard, isOfChosenMac } from './undefined.js';

const GIVEN_MAC = /^06:00:00:00:00:/;
const NO_MAC = '00:00:00:00:00:00';

/**
 * State in a form in which two kernels can be compared: links by their names, what the kernel chooses by chance left out,
 * and what comes and goes by itself as well.
 */
export function canonical(state: NetworkState, labels: ReadonlyMap<string, string>): unknown {
  return Object.fromEntries(
    state.namespaces.map((namespace) => [
      labels.get(namespaceKey(namespace.namespace)),
      namespaceOf(namespace, labels),
    ]),
  );
}

function namespaceOf(state: NamespaceState, labels: ReadonlyMap<string, string>): unknown {
  const links = state.links.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  // Where nobody asks for a neighbour it has the MAC of the link, which the kernel may have chosen.
  const isOwn = (mac: string | undefined, name: string): boolean =>
    mac !== undefined && macOf(mac) === 'any' && links.some((link) => link.name === name && link.mac === mac);
  return {
    links: links.map((link) => linkOf(link, labels)),
    addresses4: state.addresses
      .filter(({ family }) => family === 'inet')
      .map(addressOf)
      .toSorted(byLink),
    addresses6: state.addresses
      .filter(({ family }) => family === 'inet6')
      .map(addressOf)
      .toSorted(byLink),
    routes4: state.routes.filter(({ family }) => family === 'inet').map(routeOf),
    routes6: sorted(state.routes.filter(({ family }) => family === 'inet6').map(routeOf)),
    // Who made a rule is said by one driver, and by the other not.
    rules: state.rules.map(({ protocol, ...rule }) => ({ ...rule, ...(protocol === 'boot' ? {} : { protocol }) })),
    neighbours: sorted(
      state.neighbours
        .filter((entry) => (entry.state === 'permanent' || entry.state === 'noarp') && !isHeard(entry))
        .map(({ ifindex: _ifindex, mac, ...entry }) => ({ ...entry, mac: isOwn(mac, entry.link) ? 'its own' : mac })),
    ),
    fdb: sorted(
      state.fdb
        .filter((entry) => entry.state !== 'dynamic' && entry.mac.startsWith('06:00:00:00:00:9'))
        .map(({ ifindex: _ifindex, ...entry }) => entry),
    ),
    sysctls: state.sysctls,
  };
}

function linkOf(link: LinkState, labels: ReadonlyMap<string, string>): unknown {
  const { ifindex, master, parent, peer, mac, ...rest } = link;
  const reference = (to: LinkState['master']): unknown =>
    to?.namespace === undefined ? undefined : [labels.get(namespaceKey(to.namespace)), to.name];
  return {
    ...rest,
    ifindex: ifindex >= FIRST_INDEX ? ifindex : 'any',
    mac: macOf(mac),
    operstate: certainOperstate(link),
    master: reference(master),
    parent: reference(parent),
    peer: reference(peer),
  };
}

function macOf(mac: string): string {
  return mac === '' || mac === NO_MAC || GIVEN_MAC.test(mac) ? mac : 'any';
}

function addressOf({ ifindex: _ifindex, ...address }: NamespaceState['addresses'][number]): Record<string, unknown> {
  const finite = (lifetime: number | undefined): unknown => (lifetime === undefined ? undefined : 'finite');
  return {
    ...address,
    address: addressText(address.address),
    validLifetime: finite(address.validLifetime),
    preferredLifetime: finite(address.preferredLifetime),
    protocol: undefined,
  };
}

/** A link-local address says the MAC that it was made of. */
function addressText(text: string): string {
  return isOfChosenMac(text) ? 'fe80::any' : text;
}

function routeOf({ devIndex: _devIndex, nextHops, ...route }: RouteState): Record<string, unknown> {
  return {
    ...route,
    destination: addressText(route.destination),
    ...(nextHops === undefined ? {} : { nextHops: nextHops.map(({ devIndex: _index, ...hop }) => hop) }),
  };
}

function byLink(a: Record<string, unknown>, b: Record<string, unknown>): number {
  return String(a['link']) < String(b['link']) ? -1 : a['link'] === b['link'] ? 0 : 1;
}

function sorted(list: readonly unknown[]): readonly unknown[] {
  return list.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

/** JSON with its fields in order, so that equal things have equal text. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
