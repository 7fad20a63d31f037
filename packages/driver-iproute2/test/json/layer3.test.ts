import test from 'ava';
import { parseAddresses } from '../../dist/json/address.js';
import { parseFdb } from '../../dist/json/fdb.js';
import { parseNeighbour } from '../../dist/json/neighbour.js';
import { parseRoute } from '../../dist/json/route.js';
import { parseRule } from '../../dist/json/rule.js';
import { fixture, indexOf } from './fixture.js';

const eth0 = { link: 'eth0', ifindex: 1_073_741_902 };
const dev = { dev: 'eth0', devIndex: 1_073_741_902 };

test('addresses, in the order of the kernel', (t) => {
  const addresses = (fixture('blue')[1] ?? []).flatMap(parseAddresses).filter(({ link }) => link === 'eth0');
  const [first, peer, secondary, v6, local] = addresses;
  t.deepEqual(first, { ...eth0, family: 'inet', address: '10.0.0.2/24', scope: 'global', broadcast: '10.0.0.255' });
  t.like(peer, { address: '10.9.0.1/32', peer: '10.9.0.2/32', metric: 77, label: undefined });
  t.true((peer?.validLifetime ?? 0) > 900 && (peer?.preferredLifetime ?? 0) > 400);
  t.like(secondary, { address: '10.0.0.3/24', label: 'eth0:x', secondary: true });
  t.deepEqual(v6, {
    ...eth0,
    family: 'inet6',
    address: '2001:db8::2/64',
    scope: 'global',
    noDad: true,
    noPrefixRoute: true,
  });
  t.like(local, { address: 'fe80::ff:fe00:12/64', scope: 'link' });
  t.is(addresses.length, 5);
});

test('IPv4 routes', (t) => {
  const routes = (fixture('blue')[2] ?? []).flatMap((route) => parseRoute('inet', route, indexOf) ?? []);
  const find = (destination: string): unknown => routes.find((route) => route.destination === destination);
  const common = { family: 'inet', table: 254, type: 'unicast', protocol: 'boot', scope: 'global' };
  t.deepEqual(find('0.0.0.0/0'), {
    ...common,
    ...dev,
    destination: '0.0.0.0/0',
    via: '10.0.0.1',
    onLink: true,
  });
  t.deepEqual(find('10.5.0.0/16'), {
    ...common,
    ...dev,
    destination: '10.5.0.0/16',
    protocol: 'static',
    via: '10.0.0.1',
    metric: 5,
    source: '10.0.0.2',
    metrics: { mtu: 1200, rtt: 100 },
  });
  t.deepEqual(find('10.6.0.0/16'), {
    ...common,
    destination: '10.6.0.0/16',
    table: 100,
    nextHops: [
      { ...dev, via: '10.0.0.1', weight: 3 },
      { ...dev, via: '10.0.0.9', weight: 1, onLink: true },
    ],
  });
  t.deepEqual(find('10.7.0.0/16'), { ...common, ...dev, destination: '10.7.0.0/16', via: 'fe80::1', tos: 16 });
  t.deepEqual(find('10.8.0.0/16'), { ...common, destination: '10.8.0.0/16', type: 'unreachable' });
  t.like(find('10.0.0.2/32'), { table: 255, type: 'local', protocol: 'kernel', scope: 'host' });
  t.like(find('10.0.0.0/24'), { protocol: 'kernel', scope: 'link', source: '10.0.0.2' });
});

test('IPv6 routes', (t) => {
  const routes = (fixture('blue')[3] ?? []).flatMap((route) => parseRoute('inet6', route, indexOf) ?? []);
  const find = (destination: string): unknown => routes.find((route) => route.destination === destination);
  const common = { family: 'inet6', table: 254, type: 'unicast', protocol: 'boot', scope: 'global', metric: 1024 };
  t.deepEqual(find('::/0'), { ...common, ...dev, destination: '::/0', via: '2001:db8::1', preference: 'high' });
  t.deepEqual(find('2001:db8:5::/48'), { ...common, destination: '2001:db8:5::/48', type: 'blackhole' });
  t.deepEqual(find('2001:db8:7::/48'), {
    ...common,
    destination: '2001:db8:7::/48',
    protocol: '99',
    nextHops: [
      { ...dev, via: '2001:db8::1', weight: 1 },
      { ...dev, via: '2001:db8::9', weight: 1 },
    ],
  });
  t.like(find('::1/128'), { type: 'local', table: 255, dev: 'lo', devIndex: 1, metric: undefined });
});

test('rules of both families', (t) => {
  const rules = (fixture('blue')[4] ?? []).map((rule) => parseRule('inet', rule));
  t.deepEqual(rules, [
    { family: 'inet', priority: 0, action: 'lookup', table: 255, protocol: 'kernel' },
    { family: 'inet', priority: 98, action: 'lookup', table: 254, from: '10.0.0.1/32', mark: 7, outputDevice: 'eth0' },
    {
      family: 'inet',
      priority: 99,
      action: 'unreachable',
      not: true,
      from: '10.0.0.0/8',
      tos: 16,
      ipProtocol: 'tcp',
      sourcePort: '10-20',
      destinationPort: '80',
      protocol: 'static',
    },
    { family: 'inet', priority: 32_766, action: 'lookup', table: 254, protocol: 'kernel' },
    { family: 'inet', priority: 32_767, action: 'lookup', table: 253, protocol: 'kernel' },
  ]);
  t.deepEqual((fixture('blue-rules6')[0] ?? []).map((rule) => parseRule('inet6', rule))[1], {
    family: 'inet6',
    priority: 101,
    action: 'lookup',
    table: 100,
    to: '2001:db8::/32',
    mark: 5,
    markMask: 255,
    inputDevice: 'foo',
    suppressPrefixLength: 0,
  });
});

test("neighbours that somebody put there, without the kernel's own for multicast", (t) => {
  const [, , , , , entries = [], proxies = []] = fixture('blue');
  t.deepEqual(
    [...entries, ...proxies].flatMap((entry) => parseNeighbour(entry, indexOf) ?? []),
    [
      { ...eth0, family: 'inet', address: '10.0.0.77', state: 'permanent', mac: '02:00:00:00:00:77' },
      { ...eth0, family: 'inet6', address: '2001:db8::77', state: 'noarp', mac: '02:00:00:00:00:77', router: true },
      { ...eth0, family: 'inet', address: '10.0.0.88', state: 'permanent', proxy: true },
    ],
  );
});

test('forwarding entries', (t) => {
  const entries = (fixture('host-fdb')[0] ?? []).flatMap((entry) => parseFdb(entry, indexOf) ?? []);
  const of = (mac: string): unknown => entries.filter((entry) => entry.mac === mac);
  const port = { link: 'uplink', ifindex: 1_073_741_901 };
  const tunnel = { link: 'vx0', ifindex: 1_073_741_907, mac: '00:00:00:00:00:00', owner: 'self', state: 'permanent' };
  t.deepEqual(of('02:00:00:00:00:99'), [{ ...port, mac: '02:00:00:00:00:99', owner: 'master', state: 'static' }]);
  t.deepEqual(of('02:00:00:00:00:11'), [{ ...port, mac: '02:00:00:00:00:11', owner: 'master', state: 'permanent' }]);
  const learnt = { mac: '02:00:00:00:00:AA', ifname: 'uplink', flags: [], master: 'br0', state: '' };
  t.like(parseFdb(learnt, indexOf), { mac: '02:00:00:00:00:aa', owner: 'master', state: 'dynamic' });
  t.deepEqual(of('00:00:00:00:00:00'), [
    { ...tunnel, destination: '10.1.1.1' },
    { ...tunnel, destination: '10.1.1.2' },
  ]);
  t.deepEqual(of('02:00:00:00:00:98'), [
    { link: 'one', ifindex: 1_073_741_903, mac: '02:00:00:00:00:98', owner: 'self', state: 'permanent' },
  ]);
});
