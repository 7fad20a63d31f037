import test from 'ava';
import { CommitError, createNet, HOST, ping } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';
import { betweenRouter, betweenRouter6, bridged, Network } from './network.js';

test('ports of a bridge reach each other and the bridge', (t) => {
  const network = bridged();
  t.is(network.ping('a', '10.0.0.3'), undefined);
  t.is(network.ping('a', '10.0.0.1'), undefined);
  t.deepEqual(network.kernel.trace('a', '10.0.0.3'), {
    reached: true,
    path: [
      'out of eth0 in namespace "a"',
      'into pa in namespace "hub"',
      'out of pb in namespace "hub"',
      'into eth0 in namespace "b"',
      'namespace "b" has 10.0.0.3',
    ],
  });
});

test('nothing passes a bridge that is down', (t) => {
  const network = bridged();
  network.do({ op: 'link.set', namespace: 'hub', name: 'br0', changes: { up: false } });
  t.regex(network.ping('a', '10.0.0.3') ?? '', /the bridge br0 is down/);
});

test('nothing passes between two isolated ports; the bridge is reached', (t) => {
  const network = bridged();
  const isolate = (name: string): Network =>
    network.do({ op: 'link.set', namespace: 'hub', name, changes: { port: { isolated: true } } });
  isolate('pa');
  t.is(network.ping('a', '10.0.0.3'), undefined);
  isolate('pb');
  t.regex(network.ping('a', '10.0.0.3') ?? '', /pa and pb are isolated ports of br0/);
  t.is(network.ping('a', '10.0.0.1'), undefined);
});

test('an address on a bridge port is not reached', (t) => {
  const network = bridged().address('hub', 'pa', '10.0.0.9/24');
  network.do({ op: 'address.delete', namespace: 'hub', link: 'br0', family: 'inet', address: '10.0.0.1/24' });
  t.is(network.ping('hub', '10.0.0.2'), 'pa is a port of br0: an address belongs on the bridge');
  t.regex(network.ping('a', '10.0.0.9') ?? '', /pa is a port of br0/);
});

test('both ends of a pair in one namespace answer, through lo', (t) => {
  const network = new Network()
    .namespace('a')
    .veth('a', 'va', 'a', 'vb')
    .address('a', 'va', '10.0.0.1/24')
    .address('a', 'vb', '10.0.0.2/24');
  t.is(network.ping('a', '10.0.0.2'), undefined);
  network.do({ op: 'link.set', namespace: 'a', name: 'lo', changes: { up: false } });
  t.regex(network.ping('a', '10.0.0.2') ?? '', /lo is down/);
});

test('a router forwards if it is told to, and the answer needs a way back', (t) => {
  const network = betweenRouter().route('a', '0.0.0.0/0', '10.0.0.1');
  t.is(network.ping('a', '10.0.1.2'), 'namespace "router" does not forward');
  network.do({ op: 'sysctl.set', namespace: 'router', key: 'net/ipv4/ip_forward', value: '1' });
  t.is(network.ping('a', '10.0.1.2'), 'the answer does not come back: namespace "b" has no route to 10.0.0.2');
  network.route('b', '0.0.0.0/0', '10.0.1.1');
  t.is(network.ping('a', '10.0.1.2'), undefined);
});

test('the same with IPv6', (t) => {
  const network = betweenRouter6().route('a', '::/0', 'fd00::1').route('b', '::/0', 'fd01::1');
  t.is(network.ping('a', 'fd01::2'), undefined);
});

test('says what ends a search: no route, a route to nowhere, nobody there, a circle', (t) => {
  const network = betweenRouter().route('a', '0.0.0.0/0', '10.0.0.1');
  t.is(network.ping('b', '10.9.0.1'), 'namespace "b" has no route to 10.9.0.1');
  const blackhole = { family: 'inet', destination: '10.9.0.0/16', table: 254, type: 'blackhole' } as const;
  network.do({ op: 'route.add', namespace: 'b', ...blackhole });
  t.is(network.ping('b', '10.9.0.1'), 'the route of namespace "b" to 10.9.0.1 is blackhole');
  t.is(network.ping('a', '10.0.0.77'), 'nobody on the network of eth0 has 10.0.0.77');
  network.do({ op: 'sysctl.set', namespace: 'router', key: 'net/ipv4/ip_forward', value: '1' });
  network.do({ op: 'sysctl.set', namespace: 'a', key: 'net/ipv4/ip_forward', value: '1' });
  network.route('b', '10.8.0.0/16', '10.0.1.1').route('router', '10.8.0.0/16', '10.0.0.2');
  t.regex(network.ping('b', '10.8.0.1') ?? '', /in a circle/);
});

test('a peer that is down is said to be', (t) => {
  const network = bridged();
  network.do({ op: 'link.set', namespace: 'hub', name: 'pa', changes: { up: false } });
  t.regex(network.ping('a', '10.0.0.3') ?? '', /eth0 has no carrier: pa is down/);
});

test('addresses outside of the machine answer where they are said to', (t) => {
  const kernel = simulatedKernel({
    links: [{ name: 'eth0', addresses: ['192.0.2.10/24'], outside: ['192.0.2.1'] }],
  });
  t.true(kernel.ping(HOST, '192.0.2.1').reached);
  t.false(kernel.ping(HOST, '192.0.2.2').reached);
});

test('rules choose the table that a packet is looked up in', (t) => {
  const network = betweenRouter().route('a', '0.0.0.0/0', '10.0.0.1');
  network.do(
    { op: 'sysctl.set', namespace: 'router', key: 'net/ipv4/ip_forward', value: '1' },
    { op: 'rule.add', namespace: 'b', family: 'inet', priority: 100, action: 'lookup', table: 100, to: '10.0.0.0/24' },
    {
      op: 'route.add',
      namespace: 'b',
      family: 'inet',
      destination: '10.0.0.0/24',
      table: 100,
      type: 'unicast',
      via: '10.0.1.1',
    },
  );
  t.is(network.ping('a', '10.0.1.2'), undefined);
});

test('rp_filter drops what comes by another way than the answer goes', (t) => {
  const network = new Network()
    .namespace('a', 'b')
    .veth('a', 'one', 'b', 'one')
    .veth('a', 'two', 'b', 'two')
    .address('a', 'one', '10.0.1.1/24')
    .address('b', 'one', '10.0.1.2/24')
    .address('a', 'two', '10.0.2.1/24')
    .address('b', 'two', '10.0.2.2/24')
    .address('b', 'lo', '10.9.9.9/32')
    .do({
      op: 'route.add',
      namespace: 'a',
      family: 'inet',
      destination: '10.9.9.9/32',
      table: 254,
      type: 'unicast',
      via: '10.0.2.2',
      source: '10.0.1.1',
    });
  t.is(network.ping('a', '10.9.9.9'), undefined);
  const filter = (value: string) =>
    network.do({ op: 'sysctl.set', namespace: 'b', key: 'net/ipv4/conf/two/rp_filter', value });
  filter('2');
  t.is(network.ping('a', '10.9.9.9'), undefined);
  filter('1');
  t.regex(network.ping('a', '10.9.9.9') ?? '', /drops what arrives at two from 10\.0\.1\.1: .*rp_filter 1/);
});

test('the way is told link by link', (t) => {
  const network = new Network()
    .namespace('a', 'b')
    .bridge('b', 'br0')
    .veth('a', 'eth0', 'b', 'p0')
    .do({ op: 'link.set', namespace: 'b', name: 'p0', changes: { master: 'br0' } })
    .address('a', 'eth0', '10.0.0.1/24')
    .address('b', 'br0', '10.0.0.2/24');
  t.deepEqual(network.kernel.trace('a', '10.0.0.2'), {
    reached: true,
    path: [
      'out of eth0 in namespace "a"',
      'into p0 in namespace "b"',
      'into br0 in namespace "b"',
      'namespace "b" has 10.0.0.2',
    ],
  });
});

test('a commit whose ping is not answered goes back, with the reason that the kernel would hide', async (t) => {
  const kernel = simulatedKernel({ links: [{ name: 'eth0', addresses: ['192.0.2.7/24'], outside: ['192.0.2.1'] }] });
  await using net = createNet({ driver: mockDriver({ kernel }) });
  const lan = net.namespace('lan').macvlan('eth0', { mode: 'bridge', address: '192.0.2.50/24' });
  const error = await t.throwsAsync(lan.verify(ping('192.0.2.7', { timeoutMs: 50, intervalMs: 10 })).commit(), {
    instanceOf: CommitError,
  });
  t.is(error.phase, 'verify');
  t.regex(String(error.cause), /macvlan0 and its parent eth0 never talk to each other/);
  t.deepEqual(await net.namespaces(), []);
  await t.notThrowsAsync(lan.verify(ping('192.0.2.1')).commit());
});
