import test from 'ava';
import { readAck } from '../../dist/socket/extended-ack.js';
import { readFdb } from '../../dist/message/fdb-message.js';
import { readNexthop } from '../../dist/message/read-nexthop.js';
import { readNeighbour } from '../../dist/message/neighbour-message.js';
import { readLink } from '../../dist/message/read-link.js';
import { readRoute } from '../../dist/message/read-route.js';
import { readRule } from '../../dist/message/rule-message.js';
import { writeLinkAdd } from '../../dist/message/link-add-message.js';
import { NO_FLAGS } from '../../dist/message/link-header.js';
import { writeKindData } from '../../dist/message/link-info/kind-writers.js';
import { readNamespaceId, writeNamespaceIdGet } from '../../dist/message/namespace-id-message.js';
import { RTM_NEWNSID } from '../../dist/wire/constant/rtm.js';
import { MessageReader } from '../../dist/wire/message-reader.js';
import { MessageWriter } from '../../dist/wire/message-writer.js';
import { REPLIES } from './fixtures.js';
import { readAddress } from '../../dist/message/read-address.js';

const NAMES: { readonly [ifindex: number]: string } = { 1: 'lo', 10: 'br0', 11: 'v0', 12: 'v1', 13: 'p0', 15: 'm0' };
const name = (ifindex: number): string => NAMES[ifindex] ?? `if${ifindex}`;

/** Every message of a type in a recorded dump, decoded. */
function decode<T>(object: string, type: number, read: (reader: MessageReader) => T | undefined): readonly T[] {
  return (REPLIES[object] ?? []).flatMap((hex) => {
    const bytes = Buffer.from(hex, 'hex');
    const reader = new MessageReader(bytes).reset(bytes.length);
    const found: T[] = [];
    while (reader.next()) {
      const value = reader.type === type ? read(reader) : undefined;
      if (value !== undefined) found.push(value);
    }
    return found;
  });
}

test('links', (t) => {
  const links = decode('link', 16, readLink);
  t.deepEqual(
    links.map(({ ifindex, name: own, kind }) => [ifindex, own, kind]),
    [
      [1, 'lo', 'loopback'],
      [10, 'br0', 'bridge'],
      [11, 'v0', 'veth'],
      [12, 'v1', 'veth'],
      [13, 'p0', 'veth'],
      [15, 'm0', 'macvlan'],
      [16, 'w0', 'veth'],
      [17, 'w1', 'veth'],
    ],
  );
  const byName = new Map(links.map((link) => [link.name, link]));
  t.like(byName.get('br0'), {
    data: { stp: false, forwardDelay: 1500, ageingTime: 30000 },
    addressGeneration: 'eui64',
  });
  t.like(byName.get('v0'), { linkIndex: 12, linkNamespaceId: undefined, queues: { tx: 1, rx: 1 } });
  t.like(byName.get('p0'), {
    alias: 'pod',
    altNames: ['one', 'two'],
    masterIndex: 10,
    linkIndex: 14,
    linkNamespaceId: 0,
    port: { cost: 2, priority: 32, isolated: false, learning: true },
  });
  t.like(byName.get('m0'), { mode: 'vepa', linkIndex: 10 });
});

test('a link of a kind whose name is what every object has', (t) => {
  for (const kind of ['constructor', 'toString', 'hasOwnProperty', '__proto__']) {
    const writer = new MessageWriter();
    writeLinkAdd(writer, { name: 'v0' }, kind, { flags: NO_FLAGS, writeData: () => undefined });
    const reader = new MessageReader(writer.message(0)).reset(writer.length);
    t.true(reader.next());
    t.like(readLink(reader), { name: 'v0', kind, data: {}, mode: undefined });
    t.is(writeKindData(kind, { mode: 'bridge' }), undefined);
  }
});

test('addresses', (t) => {
  const addresses = decode('address', 20, (reader) => readAddress(reader, name));
  t.deepEqual(
    addresses.find(({ address }) => address === '10.0.0.1/24'),
    { link: 'v0', ifindex: 11, family: 'inet', address: '10.0.0.1/24', scope: 'global' },
  );
  t.deepEqual(
    addresses.find(({ address }) => address === '2001:db8::1/64'),
    { link: 'v0', ifindex: 11, family: 'inet6', address: '2001:db8::1/64', scope: 'global', noDad: true },
  );
  t.true(addresses.some(({ address, protocol }) => address === '::1/128' && protocol === 'kernel_lo'));
});

test('routes', (t) => {
  const routes = [
    ...decode('route4', 24, (reader) => readRoute(reader, name)),
    ...decode('route6', 24, (reader) => readRoute(reader, name)),
  ];
  const of = (destination: string): unknown => routes.find((route) => route.destination === destination);
  t.deepEqual(of('10.3.0.0/16'), {
    family: 'inet',
    destination: '10.3.0.0/16',
    table: 1000,
    type: 'unicast',
    protocol: 'boot',
    scope: 'global',
    metric: 5,
    nextHops: [
      { via: '10.0.0.2', dev: 'v0', devIndex: 11, weight: 3 },
      { dev: 'v0', devIndex: 11, weight: 1 },
    ],
    flags: ['linkdown'],
  });
  t.like(of('10.2.0.0/16'), { via: '2001:db8::9', metrics: { mtu: 1200 } });
  t.deepEqual(of('2001:db8:9::/48'), {
    family: 'inet6',
    destination: '2001:db8:9::/48',
    table: 254,
    type: 'unreachable',
    protocol: 'boot',
    scope: 'global',
    metric: 1024,
  });
});

test('rules, neighbours, proxies and forwarding entries', (t) => {
  t.deepEqual(
    decode('rule', 32, readRule).find(({ priority }) => priority === 50),
    {
      family: 'inet',
      priority: 50,
      action: 'lookup',
      table: 1000,
      from: '10.0.0.0/8',
      mark: 1,
      markMask: 3,
      sourcePort: '80',
    },
  );
  t.deepEqual(
    decode('neighbour', 28, (reader) => readNeighbour(reader, name)).filter(({ state }) => state === 'permanent'),
    [{ link: 'v0', ifindex: 11, family: 'inet', address: '10.0.0.7', state: 'permanent', mac: '02:00:00:00:00:07' }],
  );
  t.deepEqual(
    decode('proxy', 28, (reader) => readNeighbour(reader, name)),
    [{ link: 'v0', ifindex: 11, family: 'inet6', address: '2001:db8::7', state: 'permanent', proxy: true }],
  );
  t.true(
    decode('fdb', 28, (reader) => readFdb(reader, name)).some(({ owner, link }) => owner === 'master' && link === 'p0'),
  );
});

test('rules that lead on', (t) => {
  t.deepEqual(
    decode('rule', 32, readRule).filter(({ action }) => action === 'goto' || action === 'nop'),
    [
      { family: 'inet', priority: 60, action: 'goto', goto: 70 },
      { family: 'inet', priority: 70, action: 'nop', inputDevice: 'v0' },
    ],
  );
});

test('nexthop objects', (t) => {
  t.deepEqual(decode('nexthop', 104, readNexthop), [
    { id: 1, family: 'inet', gateway: '10.0.1.2', devIndex: 16, scope: 'link', protocol: 'static' },
    { id: 2, family: 'inet6', gateway: '2001:db8:1::9', devIndex: 16, scope: 'link', onLink: true },
    { id: 3, family: 'inet', devIndex: 16, scope: 'host' },
    { id: 4, family: 'inet', blackhole: true, scope: 'global' },
    { id: 5, family: 'inet', gateway: '10.0.1.3', fdb: true, scope: 'link' },
    {
      id: 10,
      scope: 'global',
      group: [
        { id: 1, weight: 200 },
        { id: 2, weight: 1 },
      ],
    },
    {
      id: 11,
      scope: 'global',
      group: [{ id: 1, weight: 1 }],
      resilient: { buckets: 8, idleTimer: 60, unbalancedTimer: 300 },
    },
  ]);
});

test('numbers of namespaces', (t) => {
  t.deepEqual(decode('id', RTM_NEWNSID, readNamespaceId), [0, 0]);
  const none = Buffer.from('1c0000005800000000000000000000000000000008000100ffffffff', 'hex');
  const reader = new MessageReader(none).reset(none.length);
  t.true(reader.next());
  t.is(readNamespaceId(reader), undefined);

  // What `ip netns list` asks, with the descriptor 6.
  const writer = new MessageWriter();
  writeNamespaceIdGet(writer, 6);
  t.is(writer.message(0).toString('hex'), '1c0000005a0001000000000000000000000000000800030006000000');
});

test('a refusal with its text and place', (t) => {
  t.deepEqual(decode('failure', 2, readAck).at(-1), {
    status: 'failed',
    errno: 'ERANGE',
    message: 'Attribute failed policy validation',
    offset: 32,
  });
});
