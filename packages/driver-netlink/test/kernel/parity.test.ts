import './sandbox-only.js';
import test from 'ava';
import type { KernelOperation, NamespaceState, NetworkState } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { iproute2 } from '@netloom/driver-iproute2';
import { withLab } from './support/lab.js';

const on = { namespace: 'blue', link: 'eth0', ifindex: 6001 } as const;
const route = { namespace: 'blue', table: 254, type: 'unicast' } as const;

/** A bit of everything that a state can hold. */
const SCENE: readonly KernelOperation[] = [
  { op: 'link.set', namespace: HOST, name: 'lo', changes: { up: true } },
  { op: 'link.set', namespace: 'blue', name: 'lo', changes: { up: true } },
  {
    op: 'link.add',
    namespace: HOST,
    kind: 'bridge',
    name: 'br0',
    ifindex: 5000,
    up: true,
    data: { stp: false, ageingTime: 20000 },
  },
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'veth',
    name: 'eth0',
    ifindex: 6001,
    up: true,
    mac: '02:00:00:00:00:01',
    alias: 'inner end',
    altNames: ['zeta', 'alpha'],
    data: { queues: { tx: 1, rx: 1 }, peer: { name: 'v0', namespace: HOST, ifindex: 6002, up: true, master: 'br0' } },
  },
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'veth',
    name: 'a',
    ifindex: 6003,
    data: { peer: { name: 'b', namespace: 'blue', ifindex: 6004, up: true } },
  },
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'veth',
    name: 'c',
    up: true,
    ifindex: 6005,
    data: { peer: { name: 'c', namespace: 'green', ifindex: 6006, up: true } },
  },
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'macvlan',
    name: 'm0',
    ifindex: 6007,
    up: true,
    data: { parent: 'br0', parentNamespace: HOST, mode: 'bridge' },
  },
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'macvtap',
    name: 't0',
    ifindex: 6008,
    data: { parent: 'eth0', parentNamespace: 'blue', mode: 'vepa' },
  },
  { op: 'link.set', namespace: HOST, name: 'v0', changes: { port: { isolated: true, cost: 9 } } },
  { op: 'link.set', namespace: 'blue', name: 'b', changes: { promiscuous: true, arp: false, multicast: false } },
  { op: 'link.set', namespace: 'blue', name: 'a', changes: { addressGeneration: 'none' } },
  { op: 'address.add', ...on, family: 'inet', address: '10.0.0.1/24', broadcast: '10.0.0.255' },
  { op: 'address.add', ...on, family: 'inet', address: '10.0.0.2/24', label: 'eth0:two' },
  { op: 'address.add', ...on, family: 'inet', address: '10.1.0.1/32', peer: '10.1.0.2/32', metric: 50 },
  { op: 'address.add', ...on, family: 'inet6', address: '2001:db8::1/64', noDad: true },
  {
    op: 'address.add',
    ...on,
    family: 'inet6',
    address: '2001:db8:1::1/64',
    noDad: true,
    noPrefixRoute: true,
    home: true,
  },
  { op: 'route.add', ...route, family: 'inet', destination: '0.0.0.0/0', via: '10.0.0.254' },
  {
    op: 'route.add',
    ...route,
    family: 'inet',
    destination: '10.9.0.0/16',
    via: '10.0.0.254',
    metric: 7,
    tos: 16,
    table: 1000,
    metrics: { mtu: 1200 },
  },
  {
    op: 'route.add',
    ...route,
    family: 'inet',
    destination: '10.8.0.0/16',
    nextHops: [{ via: '10.0.0.9', weight: 3 }, { dev: 'eth0' }],
  },
  {
    op: 'route.add',
    ...route,
    family: 'inet',
    destination: '10.7.0.0/16',
    via: '172.16.0.1',
    dev: 'eth0',
    onLink: true,
  },
  { op: 'route.add', ...route, family: 'inet', destination: '10.6.0.0/16', via: '2001:db8::99' },
  { op: 'route.add', ...route, family: 'inet', destination: '10.5.0.0/16', type: 'blackhole' },
  { op: 'route.add', ...route, family: 'inet6', destination: '::/0', via: '2001:db8::99', preference: 'high' },
  { op: 'route.add', ...route, family: 'inet6', destination: '2001:db8:5::/48', type: 'unreachable' },
  { op: 'neighbour.add', ...on, family: 'inet', address: '10.0.0.77', mac: '02:00:00:00:00:77' },
  { op: 'neighbour.add', ...on, family: 'inet6', address: '2001:db8::77', mac: '02:00:00:00:00:78', router: true },
  { op: 'neighbour.add', ...on, family: 'inet', address: '10.0.0.78', proxy: true },
  { op: 'fdb.add', namespace: HOST, link: 'v0', mac: '02:00:00:00:00:99', owner: 'master', state: 'static' },
  { op: 'fdb.add', ...on, mac: '02:00:00:00:00:98', owner: 'self', state: 'permanent' },
  {
    op: 'rule.add',
    namespace: 'blue',
    family: 'inet',
    priority: 100,
    action: 'lookup',
    table: 1000,
    from: '10.0.0.0/8',
    inputDevice: 'eth0',
    mark: 5,
    markMask: 255,
    tos: 16,
    suppressPrefixLength: 8,
    ipProtocol: 'tcp',
    destinationPort: '1000-2000',
  },
  {
    op: 'rule.add',
    namespace: 'blue',
    family: 'inet6',
    priority: 200,
    action: 'prohibit',
    not: true,
    to: '2001:db8:9::/48',
  },
];

/** Without what only one of the drivers can tell: cookies, and who made an address, which `ip` prints from 6.3 on. */
function comparable({ namespaces }: NetworkState): readonly object[] {
  return namespaces.map(({ identity: { cookie: _cookie, ...identity }, addresses, ...rest }: NamespaceState) => ({
    ...rest,
    identity,
    addresses: addresses.map(({ protocol: _protocol, ...address }) => address),
  }));
}

test('both drivers read the same', (t) =>
  withLab(t, ['blue', 'green'], async ({ driver, done }) => {
    await done(...SCENE);
    // Carrier, duplicate address detection and multicast groups settle meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const other = iproute2();
    const query = {
      namespaces: 'all',
      sysctls: [{ namespace: 'blue', key: 'net/ipv4/ip_forward' }],
    } as const;
    const ours = comparable(await driver.read(query));
    const theirs = comparable(await other.read(query));
    for (const [index, namespace] of ours.entries()) t.deepEqual(theirs[index], namespace);
    t.is(theirs.length, ours.length);
    t.deepEqual(await other.namespaces?.(), await driver.namespaces?.());
    await other.close();
  }));
