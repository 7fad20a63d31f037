import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { output } from './shell.js';

/** What `ip` shows of a machine, read without any driver. Its own canonical form, so that it can judge the drivers'. */
export interface Observation {
  readonly [namespace: string]: NamespaceObservation;
}

interface NamespaceObservation {
  readonly links: readonly unknown[];
  readonly addresses: readonly string[];
  readonly routes: readonly string[];
  readonly rules: readonly string[];
  readonly neighbours: readonly string[];
  readonly fdb: readonly string[];
  readonly sysctls: readonly string[];
}

type Json = Record<string, unknown>;

/** Fields of a link that are consequences or counters, and that no rollback can or should put back. */
const CONSEQUENCES = new Set([
  'operstate',
  'promiscuity',
  'allmulti',
  'link_netnsid',
  'linkmode',
  'min_mtu',
  'max_mtu',
  'gso_max_size',
  'gso_max_segs',
  'tso_max_size',
  'tso_max_segs',
  'gro_max_size',
  'qdisc',
  'stats',
  'stats64',
  'num_tx_queues',
  'num_rx_queues',
  'link',
  'broadcast',
  'addr_assign_type',
]);
const DATA_CONSEQUENCES =
  /timer|topology_change|bridge_id|root_id|root_port|root_path_cost|^id$|^no$|designated|config_pending|message_age|^state$|priority_hex|tcn|change_ack|macaddr/;
const FLAGS = new Set(['UP', 'NOARP', 'PROMISC', 'ALLMULTI', 'MULTICAST']);
const SYSCTLS = ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding', 'net.ipv4.conf.all.accept_redirects'];

/** The state of the host's side of the sandbox and of every named namespace. */
export function observe(): Observation {
  const names = output('ip', 'netns', 'list')
    .split('\n')
    .flatMap((line) => line.split(' ')[0] || []);
  return Object.fromEntries([
    ['', observeOne([])],
    ...names.toSorted().map((name) => [name, observeOne(['-n', name])]),
  ] as const);
}

/**
 * Observes until what it sees is `expected`, for at most three seconds: duplicate address detection and carrier settle
 * after the operations that cause them (one probe a second, and a second of linkwatch).
 */
export async function settle(expected: Observation): Promise<Observation> {
  const end = Date.now() + 3000;
  for (;;) {
    const now = observe();
    if (JSON.stringify(now) === JSON.stringify(expected) || Date.now() > end) return now;
    await delay(100);
  }
}

function observeOne(where: string[]): NamespaceObservation {
  const [links = [], addresses = [], routes = [], rules4 = [], neighbours = [], proxies = []] = shown(where, [
    'link show',
    'address show',
    'route show table all',
    'rule show',
    'neighbour show nud all',
    'neighbour show proxy',
  ]);
  // Of rules, only those of the one family or of the other are shown.
  const [rules6 = []] = shown([...where, '-6'], ['rule show']);
  const indexes = new Map(links.map((link) => [String(link['ifname']), Number(link['ifindex'])]));
  const perLink = [...indexes.keys()].flatMap((name) => [
    `net.ipv4.conf.${name}.forwarding`,
    `net.ipv4.conf.${name}.rp_filter`,
  ]);
  return {
    links: links.map((link) => canonicalLink(link, indexes)),
    addresses: addresses.flatMap(canonicalAddresses),
    routes: routes
      .filter((route) => !isKernels(route))
      .map((route) => canonicalRoute(route, indexes))
      // Routes of different keys have no order among each other.
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0))
      .map((route) => JSON.stringify(route)),
    rules: [...rules4, ...rules6].map((rule) => JSON.stringify(rule)),
    neighbours: [...neighbours, ...proxies.map((entry): Json => ({ ...entry, proxy: true }))]
      .filter((entry) => JSON.stringify(entry['state'] ?? '').includes('PERMANENT') || 'proxy' in entry)
      .map((entry) => JSON.stringify(entry))
      .toSorted(),
    fdb: (JSON.parse(output('bridge', ...where, '-j', 'fdb', 'show') || '[]') as Json[])
      .filter(({ mac, state }) =>
        state === 'permanent' || state === 'static' ? !/^(33:33|01:00:5e|01:80)/.test(String(mac)) : false,
      )
      .map((entry) => JSON.stringify(entry))
      .toSorted(),
    sysctls: sysctls(where[1], [...SYSCTLS, ...perLink.toSorted()]),
  };
}

/** What each of some commands of `ip` shows, by one process; nothing of a namespace that goes at this very moment. */
function shown(where: readonly string[], commands: readonly string[]): Json[][] {
  const { stdout } = spawnSync('ip', [...where, '-j', '-d', '-batch', '-'], {
    encoding: 'utf8',
    input: `${commands.join('\n')}\n`,
  });
  // A document a line.
  const documents = stdout.split('\n').filter((line) => line !== '');
  return documents.length === commands.length ? documents.map((document) => JSON.parse(document) as Json[]) : [];
}

/** Parameters of the kernel by their key, as sysctl(8) shows them. */
function sysctls(namespace: string | undefined, keys: readonly string[]): string[] {
  const [file, ...args] = [...(namespace === undefined ? [] : ['ip', 'netns', 'exec', namespace]), 'sysctl', ...keys];
  return output(file ?? '', ...args)
    .trim()
    .split('\n');
}

function canonicalLink(link: Json, indexes: ReadonlyMap<string, number>): unknown {
  const kept = Object.fromEntries(Object.entries(link).filter(([field]) => !CONSEQUENCES.has(field)));
  const info = (link['linkinfo'] ?? {}) as Json;
  const strip = (data: unknown): Json =>
    Object.fromEntries(Object.entries((data ?? {}) as Json).filter(([field]) => !DATA_CONSEQUENCES.test(field)));
  return {
    ...kept,
    lower: link['link_index'] ?? indexes.get(String(link['link'])),
    link_index: undefined,
    master: indexes.get(String(link['master'])),
    flags: ((link['flags'] ?? []) as string[]).filter((flag) => FLAGS.has(flag)).toSorted(),
    altnames: ((link['altnames'] ?? []) as string[]).toSorted(),
    linkinfo: {
      kind: info['info_kind'],
      data: strip(info['info_data']),
      port: strip(info['info_slave_data']),
    },
  };
}

function canonicalAddresses(link: Json): string[] {
  const list = (link['addr_info'] ?? []) as Json[];
  return list.map(({ valid_life_time, preferred_life_time, tentative: _t, deprecated: _d, ...address }) =>
    JSON.stringify({
      ifindex: link['ifindex'],
      ...address,
      forever: valid_life_time === 4_294_967_295,
      preferred: preferred_life_time === 4_294_967_295,
    }),
  );
}

/** Routes that the kernel derives of addresses and of links that are up, in the local table and for link-local traffic. */
function isKernels({ table, protocol, dst }: Json): boolean {
  if (table === 'local' && protocol === 'kernel') return true;
  return (dst === 'fe80::/64' && protocol === 'kernel') || dst === 'ff00::/8';
}

function canonicalRoute(route: Json, indexes: ReadonlyMap<string, number>): Json {
  const hop = ({ flags: _flags, dev, ...rest }: Json): Json => ({ ...rest, dev: indexes.get(String(dev)) ?? dev });
  const hops = route['nexthops'] as Json[] | undefined;
  return { ...hop(route), ...(hops ? { nexthops: hops.map(hop) } : {}) };
}

function keyOf({ dst, table, metric, pref }: Json): string {
  return JSON.stringify([pref === undefined ? 4 : 6, table ?? 'main', dst, metric ?? 0]);
}
