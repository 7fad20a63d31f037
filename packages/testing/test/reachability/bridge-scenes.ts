import { Network } from '../simulated-kernel/network.js';
import type { Scene } from './scene.js';

/** The MAC of b, so that it can be spoken of. */
const B = '02:00:00:00:0b:0b';

/** Two hosts on a bridge, which has an address too. */
function bridged(change: (network: Network) => Network): Network {
  const network = new Network().namespace('hub', 'a', 'b');
  for (const namespace of ['hub', 'a', 'b']) network.sysctl(namespace, 'ipv6/conf/default/accept_dad', '0');
  network
    .bridge('hub', 'br0')
    .address('hub', 'br0', '10.0.0.1/24')
    .veth('a', 'eth0', 'hub', 'pa')
    .veth('b', 'eth0', 'hub', 'pb')
    .set('hub', 'pa', { master: 'br0' })
    .set('hub', 'pb', { master: 'br0' });
  // What b has sent before, it has sent from another MAC.
  return change(network)
    .set('b', 'eth0', { mac: B })
    .address('a', 'eth0', '10.0.0.2/24')
    .address('b', 'eth0', '10.0.0.3/24')
    .address('a', 'eth0', 'fd00::2/64')
    .address('b', 'eth0', 'fd00::3/64');
}

function scene(name: string, change: (network: Network) => Network = (network) => network): Scene {
  return {
    name,
    network: bridged(change),
    pings: [
      ['a', '10.0.0.3'],
      ['b', '10.0.0.2'],
      ['a', '10.0.0.1'],
      ['hub', '10.0.0.2'],
      ['hub', '10.0.0.3'],
      ['a', 'fd00::3'],
    ],
  };
}

const QUIET = { flood: false, multicastFlood: false, broadcastFlood: false };

export const bridgeScenes = (): readonly Scene[] => [
  scene('a bridge'),
  scene('a bridge that is down', (network) => network.set('hub', 'br0', { up: false })),
  scene('two isolated ports', (network) =>
    network.set('hub', 'pa', { port: { isolated: true } }).set('hub', 'pb', { port: { isolated: true } }),
  ),
  scene('a port that nothing is flooded to', (network) => network.set('hub', 'pb', { port: QUIET })),
  scene('a port without unknown MACs', (network) => network.set('hub', 'pb', { port: { flood: false } })),
  scene('a port without unknown MACs that learns none', (network) =>
    network.set('hub', 'pb', { port: { flood: false, learning: false } }),
  ),
  scene('a port without broadcasts', (network) => network.set('hub', 'pb', { port: { broadcastFlood: false } })),
  scene('a port without multicasts', (network) => network.set('hub', 'pb', { port: { multicastFlood: false } })),
  scene('a port that does not learn', (network) => network.set('hub', 'pb', { port: { learning: false } })),
  scene('a port that is down', (network) => network.set('hub', 'pb', { up: false })),
  scene('a MAC that is said to be behind another port', (network) =>
    network.do({ op: 'fdb.add', namespace: 'hub', link: 'pa', mac: B, owner: 'master', state: 'static' }),
  ),
  scene('an address on a port', (network) => network.address('hub', 'pa', '10.0.0.7/24')),
];
