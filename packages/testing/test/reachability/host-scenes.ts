import { Network } from '../simulated-kernel/network.js';
import type { Scene } from './scene.js';

const WRONG_MAC = '02:00:00:00:00:99';

/** Two hosts at the two ends of a pair. */
export function two(): Network {
  const network = new Network().namespace('a', 'b');
  for (const namespace of ['a', 'b']) network.sysctl(namespace, 'ipv6/conf/default/accept_dad', '0');
  return network
    .veth('a', 'eth0', 'b', 'eth0')
    .address('a', 'eth0', '10.0.0.1/24')
    .address('b', 'eth0', '10.0.0.2/24')
    .address('a', 'eth0', 'fd00::1/64')
    .address('b', 'eth0', 'fd00::2/64');
}

const BOTH = [
  ['a', '10.0.0.2'],
  ['b', '10.0.0.1'],
] as const;
const BOTH6 = [
  ['a', 'fd00::2'],
  ['b', 'fd00::1'],
] as const;

const scene = (name: string, network: Network, ...pings: Scene['pings']): Scene => ({ name, network, pings });

export const hostScenes = (): readonly Scene[] => [
  scene(
    'two hosts',
    two(),
    ...BOTH,
    ...BOTH6,
    ['a', '10.0.0.1'],
    ['a', '10.0.0.255'],
    ['a', '10.0.0.0'],
    ['a', '10.0.0.7'],
    ['a', '127.0.0.1'],
    ['a', '::1'],
    ['a', '224.0.0.1'],
    ['a', 'fd00::9'],
  ),
  scene(
    'lo down at both',
    two().set('a', 'lo', { up: false }).set('b', 'lo', { up: false }),
    ...BOTH,
    ...BOTH6,
    ['a', '10.0.0.1'],
    ['a', 'fd00::1'],
    ['a', '127.0.0.1'],
  ),
  scene('arp off at a', two().set('a', 'eth0', { arp: false }), ...BOTH, ...BOTH6),
  scene('a neighbour with a wrong MAC', wrongNeighbour('10.0.0.2'), ...BOTH, ...BOTH6),
  scene('a neighbour with a wrong MAC in IPv6', wrongNeighbour('fd00::2'), ...BOTH, ...BOTH6),
  scene('echo ignored at b', two().sysctl('b', 'ipv4/icmp_echo_ignore_all'), ...BOTH, ['b', '10.0.0.2']),
  scene('an address of both', two().address('b', 'eth0', '10.0.0.1/24'), ...BOTH, ['b', '10.0.0.2']),
  scene(
    'an address on lo, by a route of the link',
    two()
      .address('b', 'lo', '172.16.0.1/32')
      .address('b', 'lo', 'fd01::1/128')
      .route('a', '172.16.0.1/32', { dev: 'eth0' })
      .route('a', 'fd01::1/128', { dev: 'eth0' }),
    ['a', '172.16.0.1'],
    ['a', 'fd01::1'],
  ),
  scene(
    'an address on lo, by a gateway',
    two()
      .address('b', 'lo', '172.16.0.1/32')
      .address('b', 'lo', 'fd01::1/128')
      .route('a', '172.16.0.0/16', { via: '10.0.0.2', dev: 'eth0', onLink: true })
      .route('a', 'fd01::1/128', 'fd00::2'),
    ['a', '172.16.0.1'],
    ['a', '172.16.0.2'],
    ['a', 'fd01::1'],
  ),
  scene(
    'an address of a link that is down',
    two()
      .do({ op: 'link.add', namespace: 'b', kind: 'bridge', name: 'x', data: {} })
      .address('b', 'x', '172.16.0.1/24')
      .route('a', '172.16.0.0/16', '10.0.0.2'),
    ['a', '172.16.0.1'],
  ),
  scene(
    'a source that nobody has a way back to',
    two().address('a', 'lo', '192.168.0.1/32').do({
      op: 'route.replace',
      namespace: 'a',
      family: 'inet',
      destination: '10.0.0.0/24',
      table: 254,
      type: 'unicast',
      dev: 'eth0',
      source: '192.168.0.1',
      protocol: 'kernel',
      scope: 'link',
    }),
    ['a', '10.0.0.2'],
  ),
];

function wrongNeighbour(address: string): Network {
  const family = address.includes(':') ? 'inet6' : 'inet';
  return two().do({ op: 'neighbour.add', namespace: 'a', link: 'eth0', family, address, mac: WRONG_MAC });
}
