import {
  namespaceKey,
  type AddressState,
  type LinkReference,
  type LinkState,
  type NamespaceState,
  type NetworkState,
  type RouteState,
} from '@netloom/core';
import type { SimulatedKernel } from '@netloom/testing';
import ipaddr from 'ipaddr.js';

/** What a network is, a fact each: what it is about, and what it is. Causes only, so that equal means equal in all that matters. */
export type Observation = ReadonlyMap<string, string>;

const SYSCTLS = ['ipv4/ip_forward'];
const LINK_SYSCTLS = [
  'ipv4/conf/*/forwarding',
  'ipv4/conf/*/rp_filter',
  'ipv4/conf/*/accept_redirects',
  'ipv4/conf/*/promote_secondaries',
  'ipv6/conf/*/forwarding',
  'ipv6/conf/*/accept_ra',
  'ipv6/conf/*/disable_ipv6',
  'ipv6/conf/*/keep_addr_on_down',
];

/** Reads a simulated kernel as it is, past every driver. */
export function observe(kernel: SimulatedKernel): Observation {
  const { namespaces } = kernel.read({ namespaces: 'all' });
  const sysctls = namespaces.flatMap(({ namespace, links }) =>
    [
      ...SYSCTLS,
      ...['all', 'default', ...links.map(({ name }) => name)].flatMap((of) =>
        LINK_SYSCTLS.map((key) => key.replace('*', of)),
      ),
    ].map((key) => ({ namespace, key: `net/${key}` })),
  );
  return observeState(kernel.read({ namespaces: 'all', sysctls }));
}

export function observeState(state: NetworkState): Observation {
  return new Map(state.namespaces.flatMap((namespace) => [...factsOf(namespace)]));
}

/** What is not the same in two observations, a line each. */
export function differences(expected: Observation, actual: Observation): string[] {
  const lines: string[] = [];
  for (const key of new Set([...expected.keys(), ...actual.keys()])) {
    const [was, is] = [expected.get(key) ?? '(none)', actual.get(key) ?? '(none)'];
    // A link that had no carrier yet may have got its own address meanwhile, which it keeps.
    if (key.includes(' link-local ') && !expected.has(key)) continue;
    if (was !== is) lines.push(`${key}: ${was} → ${is}`);
  }
  return lines;
}

type Fact = readonly [about: string, value: string];

function* factsOf(state: NamespaceState): Generator<Fact> {
  const where = namespaceKey(state.namespace) || 'host';
  yield [where, `inode ${state.inode}`];
  for (const link of state.links) yield* linkFacts(where, link);
  for (const link of state.links) yield* addressFacts(where, link, state.addresses);
  yield* routeFacts(where, state.routes);
  for (const rule of state.rules) {
    const { priority: _priority, ...rest } = rule;
    yield [`${where} rule ${rule.family} ${rule.priority} ${text(rest)}`, 'there'];
  }
  yield [
    `${where} order of rules`,
    state.rules
      .map(({ family, priority }) => `${family} ${priority}`)
      .toSorted()
      .join(', '),
  ];
  for (const { link: _link, ifindex, family, address, proxy = false, ...entry } of state.neighbours) {
    const cause = proxy || entry.state === 'permanent' || (entry.state === 'noarp' && !address.startsWith('ff'));
    if (cause) yield [`${where} neighbour ${ifindex} ${family} ${address}${proxy ? ' proxy' : ''}`, text(entry)];
  }
  for (const { link: _link, ifindex, mac, owner, ...entry } of state.fdb) {
    if (entry.state === 'dynamic' || /^(?:33:33|01:00:5e)/.test(mac)) continue;
    yield [`${where} fdb ${ifindex} ${mac} ${owner}`, text(entry)];
  }
  for (const [key, value] of Object.entries(state.sysctls)) yield [`${where} sysctl ${key}`, value];
}

const FLAGS = new Set(['UP', 'NOARP', 'PROMISC', 'ALLMULTI', 'MULTICAST']);

function* linkFacts(where: string, link: LinkState): Generator<Fact> {
  const { ifindex, operstate: _operstate, qdisc: _qdisc, flags, master, parent, peer, ...attributes } = link;
  const reference = (to: LinkReference | undefined): unknown =>
    to && `${to.namespace === undefined ? '?' : namespaceKey(to.namespace) || 'host'} ${to.ifindex}`;
  const causes = {
    ...attributes,
    flags: flags.filter((flag) => FLAGS.has(flag)).toSorted(),
    master: reference(master),
    parent: reference(parent),
    peer: reference(peer),
  };
  for (const [name, value] of Object.entries(causes)) {
    if (value !== undefined) yield [`${where} link ${ifindex} ${name}`, text(value)];
  }
}

function* addressFacts(where: string, { ifindex, mac }: LinkState, all: readonly AddressState[]): Generator<Fact> {
  const given = linkLocalOf(mac);
  const own = all.filter(
    (address) => address.ifindex === ifindex && address.address !== '::1/128' && address.address !== given,
  );
  if (all.some((address) => address.ifindex === ifindex && address.address === given))
    yield [`${where} link-local ${ifindex}`, given];
  for (const address of own) yield [`${where} address ${ifindex} ${addressKey(address)}`, addressText(address)];
  for (const family of ['inet', 'inet6']) {
    const list = own.filter((address) => address.family === family).map(addressKey);
    if (list.length > 1) yield [`${where} order of addresses ${ifindex} ${family}`, list.join(', ')];
  }
}

/** The address that IPv6 makes of a hardware address (RFC 4291, appendix A). */
function linkLocalOf(mac: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac.split(':').map((byte) => Number.parseInt(byte, 16));
  const words = [((a ^ 2) << 8) | b, (c << 8) | 0xff, 0xfe00 | d, (e << 8) | f];
  return `${ipaddr.parse(`fe80::${words.map((word) => word.toString(16)).join(':')}`).toString()}/64`;
}

function addressKey({ family, address, peer }: AddressState): string {
  return `${family} ${address}${peer === undefined ? '' : ` peer ${peer}`}`;
}

function addressText(address: AddressState): string {
  const {
    link: _link,
    ifindex: _ifindex,
    address: _address,
    family: _family,
    tentative: _tentative,
    protocol: _protocol,
    validLifetime,
    preferredLifetime,
    ...rest
  } = address;
  return text({ ...rest, finite: [validLifetime !== undefined, preferredLifetime !== undefined] });
}

/** Routes of one key keep their order; the key of the whole list is what they are told apart by. */
function* routeFacts(where: string, routes: readonly RouteState[]): Generator<Fact> {
  const lists = new Map<string, string[]>();
  for (const route of routes) {
    if (isDerived(route)) continue;
    const { family, table, destination, metric = 0, tos = 0 } = route;
    const key = `${where} route ${family} table ${table} ${destination} metric ${metric} tos ${tos}`;
    lists.set(key, [...(lists.get(key) ?? []), routeText(route)]);
  }
  for (const [key, list] of lists) yield [key, list.join(' | ')];
}

/** Routes that follow from addresses and from links that are up. */
function isDerived({ table, protocol, destination, family }: RouteState): boolean {
  if (table === 255 && protocol === 'kernel') return true;
  return family === 'inet6' && (destination === 'ff00::/8' || (destination === 'fe80::/64' && protocol === 'kernel'));
}

function routeText({
  flags: _flags,
  dev: _dev,
  family: _family,
  table: _table,
  destination: _destination,
  metric: _metric,
  nextHops,
  ...route
}: RouteState): string {
  return text({ ...route, nextHops: nextHops?.map(({ dev: _hopDev, ...hop }) => hop) });
}

function text(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
