import type { AddressState, LinkReference, LinkState, NamespaceState, RouteState } from '@netloom/core';
import type { SimulatedKernel } from '@netloom/testing';

/** What a simulated kernel has, an entry a line: causes only, so that two states are equal where nothing differs that matters. */
export type Observed = ReadonlySet<string>;

/** Parameters that operations write, and those that follow them. */
const SYSCTLS = [
  'ipv4/ip_forward',
  'ipv4/conf/all/forwarding',
  'ipv6/conf/all/forwarding',
  'ipv4/conf/all/accept_redirects',
];
const LINK_SYSCTLS = [
  'ipv4/conf/*/forwarding',
  'ipv4/conf/*/rp_filter',
  'ipv6/conf/*/forwarding',
  'ipv6/conf/*/accept_ra',
];
const FLAGS = new Set(['UP', 'NOARP', 'PROMISC', 'ALLMULTI', 'MULTICAST']);

/** Reads a simulated kernel as it is, past every driver, in a form of its own. */
export function observed(kernel: SimulatedKernel): Observed {
  const { namespaces } = kernel.read({ namespaces: 'all' });
  const sysctls = namespaces.flatMap(({ namespace, links }) =>
    [...SYSCTLS, ...links.flatMap(({ name }) => LINK_SYSCTLS.map((key) => key.replace('*', name)))].map((key) => ({
      namespace,
      key: `net/${key}`,
    })),
  );
  const withSysctls = kernel.read({ namespaces: 'all', sysctls });
  return new Set(withSysctls.namespaces.flatMap(linesOf));
}

/** What one has and the other has not. */
export function difference(before: Observed, after: Observed): string[] {
  return [
    ...[...before].filter((line) => !after.has(line)).map((line) => `- ${line}`),
    ...[...after].filter((line) => !before.has(line)).map((line) => `+ ${line}`),
  ];
}

function linesOf(state: NamespaceState): string[] {
  const where = typeof state.namespace === 'string' ? state.namespace : '(host)';
  const places = new Map<string, number>();
  /** Entries of one list: their order counts. */
  const ordered = (list: string, item: string): string => {
    const place = places.get(list) ?? 0;
    places.set(list, place + 1);
    return `${list} #${place} ${item}`;
  };
  return [
    `namespace, inode ${state.inode}`,
    ...state.links.map(linkLine),
    ...state.addresses
      .filter((address) => !isGiven(address))
      .map((address) => ordered(`address ${address.ifindex} ${address.family}`, addressText(address))),
    ...state.routes
      .filter((route) => !isDerived(route))
      .map((route) => ordered(`route ${keyOf(route)}`, routeText(route))),
    ...state.rules.map((rule) => ordered('rule', text(rule))),
    ...state.neighbours
      .filter(
        ({ state: nud, proxy, address }) =>
          proxy === true || nud === 'permanent' || (nud === 'noarp' && !address.startsWith('ff')),
      )
      .map(({ link: _link, ...entry }) => `neighbour ${text(entry)}`),
    ...state.fdb
      .filter(({ state: kept, mac }) => kept !== 'dynamic' && !/^(33:33|01:00:5e)/.test(mac))
      .map(({ link: _link, ...entry }) => `fdb ${text(entry)}`),
    ...Object.entries(state.sysctls).map(([key, value]) => `sysctl ${key} ${value}`),
  ].map((line) => `${where}: ${line}`);
}

function linkLine(link: LinkState): string {
  const { operstate: _operstate, qdisc: _qdisc, flags, master, parent, peer, ...causes } = link;
  const reference = (to: LinkReference | undefined): unknown => to && [to.namespace, to.ifindex];
  return `link ${link.ifindex} ${text({
    ...causes,
    flags: flags.filter((flag) => FLAGS.has(flag)).toSorted(),
    master: reference(master),
    parent: reference(parent),
    peer: reference(peer),
  })}`;
}

/** Addresses that the kernel gives a link whenever it is up. */
function isGiven({ address }: AddressState): boolean {
  return address === '::1/128';
}

function addressText(address: AddressState): string {
  const {
    link: _link,
    tentative: _tentative,
    protocol: _protocol,
    validLifetime,
    preferredLifetime,
    ...rest
  } = address;
  return text({ ...rest, finite: [validLifetime !== undefined, preferredLifetime !== undefined] });
}

/** Routes that follow from addresses and from links that are up. */
function isDerived({ table, protocol, destination, family }: RouteState): boolean {
  if (table === 255 && protocol === 'kernel') return true;
  return family === 'inet6' && (destination === 'ff00::/8' || (destination === 'fe80::/64' && protocol === 'kernel'));
}

function keyOf({ family, table, destination, metric }: RouteState): string {
  return `${family} ${table} ${destination} ${metric ?? 0}`;
}

function routeText({ flags: _flags, dev: _dev, nextHops, ...route }: RouteState): string {
  return text({ ...route, nextHops: nextHops?.map(({ dev: _hopDev, ...hop }) => hop) });
}

function text(value: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}
