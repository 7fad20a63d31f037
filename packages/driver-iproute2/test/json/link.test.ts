import test from 'ava';
import { DriverError } from '@netloom/core';
import { documentsOf } from '../../dist/json/documents.js';
import { type RawLink, parseLink } from '../../dist/json/link.js';
import { fixture } from './fixture.js';

function link(namespace: string, name: string): RawLink | undefined {
  return fixture(namespace)[0]
    ?.map(parseLink)
    .find(({ state }) => state.name === name);
}

test('a bridge', (t) => {
  t.like(link('host', 'br0'), {
    state: {
      kind: 'bridge',
      ifindex: 1_073_741_900,
      up: true,
      mac: '02:00:00:00:00:10',
      mtu: 1400,
      group: 0,
      addressGeneration: 'eui64',
      data: {
        forwardDelay: 1500,
        helloTime: 200,
        maxAge: 2000,
        ageingTime: 30_000,
        stp: false,
        priority: 32_768,
        vlanFiltering: false,
        multicastSnooping: false,
        groupForwardMask: 8,
      },
    },
  });
});

test('a port of a bridge, with all that it can have', (t) => {
  const port = link('host', 'uplink');
  t.is(port?.master, 'br0');
  t.deepEqual(port?.lower, { ifindex: 1_073_741_902, netnsid: 0 });
  t.deepEqual(port?.state, {
    name: 'uplink',
    ifindex: 1_073_741_901,
    kind: 'veth',
    up: true,
    mtu: 1400,
    mac: '02:00:00:00:00:11',
    operstate: 'UP',
    flags: ['BROADCAST', 'MULTICAST', 'PROMISC', 'UP', 'LOWER_UP'],
    arp: true,
    multicast: true,
    allMulticast: false,
    promiscuous: true,
    alias: 'the "blue" end',
    altNames: ['alpha', 'zulu'],
    group: 7,
    txQueueLength: 500,
    queues: { tx: 1, rx: 1 },
    addressGeneration: 'eui64',
    qdisc: 'noqueue',
    data: {},
    port: {
      cost: 5,
      priority: 7,
      isolated: true,
      hairpin: true,
      guard: true,
      rootBlock: true,
      fastLeave: true,
      learning: false,
      flood: false,
      multicastFlood: false,
      broadcastFlood: false,
      neighbourSuppress: true,
    },
  });
});

test('links that stand on others: in the same namespace by name, in another by index', (t) => {
  t.deepEqual(link('host', 'one')?.lower, { name: 'two' });
  t.deepEqual(link('host', 'vx0')?.lower, { name: 'one' });
  t.deepEqual(link('green', 'eth0')?.lower, { ifindex: 1_073_741_903, netnsid: 0 });
  t.like(link('green', 'eth0'), { state: { kind: 'macvlan', mode: 'bridge', data: {} } });
  t.like(link('green', 'tap0'), { state: { kind: 'macvtap', mode: 'private', up: false } });
  t.like(link('host', 'vx0'), { state: { data: { id: 5, port: 4789, remote: '10.1.1.1', learning: true } } });
});

test('the loopback link', (t) => {
  t.like(link('blue', 'lo'), { state: { kind: 'loopback', ifindex: 1, up: true, mac: '00:00:00:00:00:00', data: {} } });
  t.is(link('blue', 'lo')?.lower, undefined);
});

test('output that is no list of objects is refused', (t) => {
  t.throws(() => documentsOf('RTNETLINK answers: x\n'), { instanceOf: DriverError });
  t.throws(() => documentsOf('{}\n'), { instanceOf: DriverError });
  t.throws(() => parseLink({ ifindex: 5 }), { instanceOf: DriverError, message: /ifname/ });
  t.deepEqual(documentsOf('[{},{"a":1}]\n\n[]\n'), [[{ a: 1 }], []]);
});
