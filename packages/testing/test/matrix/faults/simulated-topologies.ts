import { type KernelOperation, type Plugin } from '@netloom/core';
import { bridgePorts } from '../../kernel/topology/bridge-ports.js';
import { deletions } from '../../kernel/topology/deletions.js';
import { lentLink } from '../../kernel/topology/lent-link.js';
import { livedIn } from '../../kernel/topology/lived-in.js';
import { newPods } from '../../kernel/topology/new-pods.js';
import type { SimulatedTopology } from './simulated-topology.js';

/** The topologies of the kernel tests, with their scenes set by netloom itself, since there is no `ip` to set them. */
const likeOnTheKernel: readonly SimulatedTopology[] = [
  {
    ...newPods,
    host: { links: [{ name: 'eth0', addresses: ['192.0.2.1/24'] }] },
    scene: () => [],
  },
  {
    ...livedIn,
    scene: (net) => [
      net
        .namespace('lived')
        .veth('eth0', { address: ['10.2.0.2/24', '172.16.5.1/30', '2001:db8:2::2/64'], peer: 'up0' })
        .address('eth0', '10.2.0.3/24', { label: 'eth0:2' })
        .address('eth0', '10.2.0.4/24')
        .address('eth0', '2001:db8:2::3/64', { noDad: true })
        .route('default', { via: '10.2.0.1' })
        .route('10.9.0.0/16', { via: '10.2.0.254', metric: 7 })
        .route('10.9.0.0/16', { via: '10.2.0.253', table: 77, source: '10.2.0.3' })
        .route('10.8.0.0/16', { via: '10.2.0.11' })
        .route('10.7.0.0/16', { type: 'blackhole' })
        .route('2001:db8:9::/48', { via: '2001:db8:2::1' })
        .rule({ from: '10.2.0.3/32', table: 77, priority: 1000 })
        .neighbour('eth0', '10.2.0.1', { mac: '02:00:00:00:00:01' })
        .neighbour('eth0', '10.2.0.200', { proxy: true })
        .neighbour('eth0', '2001:db8:2::1', { mac: '02:00:00:00:00:02' })
        .veth('tap0', { alias: 'some alias', altNames: ['tap0-also'], peer: { name: 'tap1', namespace: 'lived' } })
        .link('tap1', { up: false }),
    ],
  },
  {
    ...lentLink,
    host: { links: [{ name: 'nic0', mtu: 1450, addresses: ['10.4.0.2/24', '10.4.0.3/24', '2001:db8:4::2/64'] }] },
    scene: (net) => [
      net
        .host()
        .link('nic0', { alias: 'lent' })
        .route('10.44.0.0/16', { via: '10.4.0.1' })
        .route('10.45.0.0/16', { via: '10.4.0.1', table: 88 })
        .neighbour('nic0', '10.4.0.1', { mac: '02:00:00:00:00:04' })
        .sysctl('net.ipv4.conf.nic0.rp_filter', '2')
        .namespace('other')
        .macvlan('nic0', { mode: 'bridge', name: 'lan0' }),
    ],
  },
  {
    ...bridgePorts,
    scene: (net) => [
      net
        .host()
        .bridge('br0', { mac: '02:00:00:00:cc:00', address: '10.5.0.1/24' })
        .bridge('br1', { mac: '02:00:00:00:cc:01' })
        .veth('p1', { master: 'br0', peer: 'q1' })
        .veth('p2', { master: 'br0', peer: 'q2' })
        .veth('p3', { master: 'br1', peer: 'q3' })
        .link('p1', { port: { cost: 9, priority: 5, isolated: true, hairpin: true } })
        .fdb('p1', '02:00:00:00:dd:01')
        .route('10.55.0.0/16', { via: '10.5.0.2' }),
    ],
  },
  {
    ...deletions,
    scene: (net) => [
      net
        .namespace('old')
        .veth('eth0', {
          address: '10.6.0.2/24',
          peer: { name: 'veth0', address: ['10.6.0.1/24', '2001:db8:6::1/64'] },
        })
        .route('default', { via: '10.6.0.1' })
        .host()
        .route('10.66.0.0/16', { via: '10.6.0.2' })
        .bridge('br0', { mac: '02:00:00:00:ee:00', address: '10.7.0.1/24' })
        .veth('p0', { master: 'br0', peer: 'p1' })
        .macvlan('veth0', { mode: 'private', name: 'mv0' })
        .namespace('doomed'),
    ],
  },
];

const INSTEAD: Readonly<Record<string, KernelOperation['op']>> = {
  'address.add': 'address.replace',
  'route.add': 'route.replace',
  'neighbour.add': 'neighbour.replace',
};

/** Has what is added replace what is there: the operations that no call of the builder makes by itself. */
const replacing: Plugin = {
  name: 'replacing',
  hooks: {
    plan: (operations) =>
      operations.map((operation) => {
        const op = INSTEAD[operation.op];
        return op === undefined ? operation : ({ ...operation, op } as KernelOperation);
      }),
  },
};

/** Items of every list there is, added to, replaced in, and taken from a host and a namespace. */
const lists: SimulatedTopology = {
  name: 'lists',
  host: { links: [{ name: 'eth0', addresses: ['192.0.2.1/24', '192.0.2.2/24', '198.51.100.1/24'] }] },
  scene: (net) => [
    net
      .host()
      .bridge('br0', { mac: '02:00:00:00:aa:00', address: '10.1.0.1/24' })
      .veth('p0', { master: 'br0', peer: 'p1' })
      .fdb('p0', '02:00:00:00:dd:01')
      .rule({ from: '10.1.0.0/24', table: 100, priority: 500 })
      .rule({ to: '10.9.0.0/24', action: 'prohibit', priority: 501 })
      .route('10.9.0.0/16', { via: '192.0.2.9' })
      .route('10.9.0.0/16', { via: '192.0.2.8', metric: 5 })
      .route('203.0.113.0/24', { type: 'unreachable' })
      .neighbour('eth0', '192.0.2.9', { mac: '02:00:00:00:00:09' })
      .neighbour('eth0', '192.0.2.200', { proxy: true }),
  ],
  change: (net) =>
    net
      .host()
      .deleteFdb('p0', '02:00:00:00:dd:01')
      .fdb('p0', '02:00:00:00:dd:02')
      .fdb('eth0', '02:00:00:00:dd:03', { owner: 'self', state: 'permanent' })
      .deleteRule({ from: '10.1.0.0/24', table: 100, priority: 500 })
      .rule({ from: '10.1.0.0/24', table: 101, priority: 500 })
      .rule({ from: '2001:db8::/32', table: 102, priority: 7 })
      .deleteRoute('10.9.0.0/16', { metric: 5 })
      .deleteRoute('203.0.113.0/24', { type: 'unreachable' })
      .route('203.0.113.0/24', { via: '192.0.2.7' })
      .deleteNeighbour('eth0', '192.0.2.200', { proxy: true })
      .deleteNeighbour('eth0', '192.0.2.9')
      .neighbour('eth0', '192.0.2.10', { mac: '02:00:00:00:00:10' })
      .deleteAddress('eth0', '192.0.2.1/24')
      .address('eth0', '192.0.2.3/24')
      .sysctl('net.ipv6.conf.all.forwarding', '1'),
};

/** The same objects that stand already, written anew with other values. */
const replacements: SimulatedTopology = {
  name: 'replacements',
  host: { links: [{ name: 'eth0', addresses: ['192.0.2.1/24', '2001:db8::1/64'] }] },
  plugins: [replacing],
  scene: (net) => [
    net.host().route('10.9.0.0/16', { via: '192.0.2.9' }).neighbour('eth0', '192.0.2.9', { mac: '02:00:00:00:00:09' }),
  ],
  ending: 'ensure',
  change: (net) =>
    net
      .host()
      .address('eth0', '192.0.2.9/24')
      .address('eth0', '2001:db8::2/64')
      .route('10.9.0.0/16', { via: '192.0.2.8' })
      .route('10.10.0.0/16', { via: '192.0.2.8' })
      .neighbour('eth0', '192.0.2.9', { mac: '02:00:00:00:00:99' })
      .neighbour('eth0', '192.0.2.8', { mac: '02:00:00:00:00:08' })
      .link('eth0', { mtu: 1400, alias: 'replaced' }),
};

/** Every attribute that a link can be given, on links that somebody uses. */
const attributes: SimulatedTopology = {
  name: 'attributes',
  host: { links: [{ name: 'eth0', addresses: ['192.0.2.1/24', '2001:db8::1/64'] }] },
  scene: (net) => [
    net
      .host()
      .veth('v0', { address: ['10.3.0.1/24', '2001:db8:3::1/64'], peer: 'v1' })
      .route('10.33.0.0/16', { via: '10.3.0.2' })
      .macvlan('v0', { mode: 'bridge', name: 'child', address: '10.4.0.1/24' })
      .bridge('br0', { address: '10.5.0.1/24' })
      .veth('p0', { master: 'br0', peer: 'p1' }),
  ],
  change: (net) =>
    net
      .host()
      .link('v0', { mtu: 1200 })
      .link('v0', { group: 9, txQueueLength: 17, promiscuous: true, allMulticast: true, multicast: false })
      .link('v0', { arp: false, addAltName: 'also', alias: 'an alias' })
      .link('v0', { mac: '02:00:00:00:00:33' })
      .link('child', { mode: 'private' })
      .link('p0', { port: { cost: 7, isolated: true } })
      .link('br0', { bridge: { ageingTime: 100_000 } })
      .link('p0', { name: 'port', up: false })
      .link('v1', { name: 'v0-peer' })
      .link('v0', { up: false, name: 'v1' })
      .link('eth0', { mac: '02:00:00:00:00:44', mtu: 1280 })
      .delete('p1')
      .namespace('away')
      .move('v0-peer'),
};

export const SIMULATED_TOPOLOGIES: readonly SimulatedTopology[] = [...likeOnTheKernel, lists, replacements, attributes];
