import { betweenRouter, type Network } from '../simulated-kernel/network.js';
import type { Scene } from './scene.js';

/** Both have the router as their gateway. */
export function routed(): Network {
  return betweenRouter().route('a', '0.0.0.0/0', '10.0.0.1').route('b', '0.0.0.0/0', '10.0.1.1');
}

export function forwarding(network: Network): Network {
  return network.sysctl('router', 'ipv4/ip_forward');
}

/** a takes everything for its neighbour. */
function neighbourly(): Network {
  return forwarding(betweenRouter()).route('a', '0.0.0.0/0', { dev: 'eth0' }).route('b', '0.0.0.0/0', '10.0.1.1');
}

const proxyEntry = (network: Network, address: string): Network =>
  network.do({ op: 'neighbour.add', namespace: 'router', link: 'ra', family: 'inet', address, proxy: true });

export const routerScenes = (): readonly Scene[] => [
  {
    name: 'a router that does not forward',
    network: routed(),
    pings: [
      ['a', '10.0.1.2'],
      ['a', '10.0.1.1'],
      ['b', '10.0.0.1'],
    ],
  },
  {
    name: 'a router that forwards',
    network: forwarding(routed()),
    pings: [
      ['a', '10.0.1.2'],
      ['a', '10.0.1.9'],
      ['a', '10.9.9.9'],
      ['router', '10.0.0.2'],
    ],
  },
  {
    name: 'a router that forwards what comes by one link',
    network: routed().sysctl('router', 'ipv4/conf/ra/forwarding'),
    pings: [
      ['a', '10.0.1.2'],
      ['b', '10.0.0.2'],
    ],
  },
  {
    name: 'a proxy for all that is elsewhere',
    network: neighbourly().sysctl('router', 'ipv4/conf/ra/proxy_arp'),
    pings: [
      ['a', '10.0.1.2'],
      ['a', '10.0.1.1'],
      ['a', '10.0.0.77'],
    ],
  },
  {
    name: 'a proxy for one address',
    network: proxyEntry(neighbourly().address('b', 'eth0', '10.0.1.3/24'), '10.0.1.3'),
    pings: [
      ['a', '10.0.1.3'],
      ['a', '10.0.1.2'],
    ],
  },
  {
    name: 'no proxy',
    network: neighbourly(),
    pings: [
      ['a', '10.0.1.2'],
      ['a', '10.0.1.1'],
    ],
  },
  {
    name: 'a router with a route to nowhere',
    network: forwarding(routed()).route('router', '10.0.1.2/32', { type: 'blackhole' }),
    pings: [['a', '10.0.1.2']],
  },
  {
    name: 'a router that filters by the way back',
    network: forwarding(betweenRouter())
      .sysctl('router', 'ipv4/conf/all/rp_filter')
      .address('a', 'lo', '10.5.5.5/32')
      .route('a', '0.0.0.0/0', { via: '10.0.0.1', source: '10.5.5.5' })
      .route('b', '0.0.0.0/0', '10.0.1.1'),
    pings: [
      ['a', '10.0.1.2'],
      ['b', '10.0.0.2'],
    ],
  },
];
