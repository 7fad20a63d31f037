import test from 'ava';
import type { Transaction } from '@netloom/core';
import { callsOf, interpretChain, loosely, problemsOf } from '../support/chain.js';
import { namespacesToRead } from '../../dist/plan/namespaces-to-read.js';
import { HOST_WITH_ETH0 } from '../support/network.js';

/** Names that some tool on the way could take for an option, a batch line, a comment, a path or a pattern. */
const HOSTILE: readonly unknown[] = [
  '-n',
  '--batch',
  '',
  ' ',
  'a b',
  'a\tb',
  'a\nlink del eth0',
  'a\r',
  '"a"',
  "a'",
  'a`b',
  '$(id)',
  'a;b',
  'a#b',
  '#',
  'a/b',
  '/',
  '..',
  '.',
  '../../etc',
  'x%d',
  'a%s',
  'a\0b',
  'ä',
  'e\u0301th',
  '\u202Eeth0',
  'a*',
  'a?',
  'a:1',
  'x'.repeat(10_240),
  '\uD800',
  undefined,
  null,
  0,
  Number.NaN,
  true,
  {},
  [],
  ['eth0'],
  Symbol('eth0'),
  () => 'eth0',
  new Proxy({}, { get: () => 'eth0', ownKeys: () => ['eth0'] }),
  { toString: () => 'eth0' },
];

/** Names that only links cannot have. */
const HOSTILE_TO_LINKS: readonly unknown[] = ['all', 'default', 'if5', 'sixteen-bytes-xx'];

type Place = (tx: Transaction, name: unknown) => Transaction;
type Calls = Record<string, (...args: readonly unknown[]) => Transaction>;

const call = (tx: Transaction): Calls => loosely(tx.host());

const NEW_LINKS: Readonly<Record<string, Place>> = {
  veth: (tx, name) => call(tx)['veth']!(name, { peer: 'p' }),
  'peer given by options': (tx, name) => call(tx)['veth']!('v', { peer: { name: name ?? null } }),
  bridge: (tx, name) => call(tx)['bridge']!(name),
  'macvlan name': (tx, name) => call(tx)['macvlan']!('eth0', { mode: 'bridge', name: name ?? null }),
  'macvtap name': (tx, name) => call(tx)['macvtap']!('eth0', { mode: 'bridge', name: name ?? null }),
  add: (tx, name) => call(tx)['add']!({ kind: 'hsr' }, name, {}),
  rename: (tx, name) => call(tx)['link']!('eth0', { name: name ?? null }),
  'move as': (tx, name) => loosely(tx.namespace('a'))['move']!('eth0', { as: name ?? null }),
};

const LINKS: Readonly<Record<string, Place>> = {
  link: (tx, name) => call(tx)['link']!(name, { mtu: 1400 }),
  move: (tx, name) => loosely(tx.namespace('a'))['move']!(name),
  delete: (tx, name) => call(tx)['delete']!(name),
  'macvlan parent': (tx, name) => call(tx)['macvlan']!(name, { mode: 'bridge' }),
  master: (tx, name) => call(tx)['bridge']!('b', { master: name ?? 0 }),
  'peer master': (tx, name) => call(tx)['veth']!('v', { peer: { name: 'p', master: name ?? 0 } }),
  'master of a change': (tx, name) => call(tx)['link']!('eth0', { master: name ?? 0 }),
  ports: (tx, name) => call(tx)['bridge']!('b', { ports: [name] }),
  altNames: (tx, name) => call(tx)['bridge']!('b', { altNames: [name] }),
  addAltName: (tx, name) => call(tx)['link']!('eth0', { addAltName: name ?? null }),
  deleteAltName: (tx, name) => call(tx)['link']!('eth0', { deleteAltName: name ?? null }),
  address: (tx, name) => call(tx)['address']!(name, '10.0.0.1/24'),
  deleteAddress: (tx, name) => call(tx)['deleteAddress']!(name, '10.0.0.1/24'),
  dhcp: (tx, name) => call(tx)['dhcp']!(name),
  'route dev': (tx, name) => call(tx)['route']!('10.0.0.0/8', { dev: name ?? null }),
  'deleteRoute dev': (tx, name) => call(tx)['deleteRoute']!('10.0.0.0/8', { dev: name ?? null }),
  'next hop': (tx, name) => call(tx)['route']!('10.0.0.0/8', { nextHops: [{ dev: name ?? null }] }),
  'rule input': (tx, name) => call(tx)['rule']!({ inputDevice: name ?? null }),
  'rule output': (tx, name) => call(tx)['deleteRule']!({ outputDevice: name ?? null }),
  neighbour: (tx, name) => call(tx)['neighbour']!(name, '10.0.0.1', { proxy: true }),
  deleteNeighbour: (tx, name) => call(tx)['deleteNeighbour']!(name, '10.0.0.1'),
  fdb: (tx, name) => call(tx)['fdb']!(name, '02:00:00:00:00:01'),
  deleteFdb: (tx, name) => call(tx)['deleteFdb']!(name, '02:00:00:00:00:01'),
};

const NAMESPACES: Readonly<Record<string, Place>> = {
  namespace: (tx, name) => loosely(tx)['namespace']!(name),
  path: (tx, name) => loosely(tx)['namespace']!({ path: name }),
  deleteNamespace: (tx, name) => call(tx)['deleteNamespace']!(name),
  'peer namespace': (tx, name) => call(tx)['veth']!('v', { peer: { name: 'p', namespace: name ?? null } }),
  'parent namespace': (tx, name) => call(tx)['macvlan']!('eth0', { mode: 'bridge', parentNamespace: name ?? null }),
  'move from': (tx, name) => loosely(tx.namespace('a'))['move']!('eth0', { from: name ?? null }),
};

function refuseAt(places: Readonly<Record<string, Place>>, names: readonly unknown[]): void {
  for (const [place, build] of Object.entries(places)) {
    test(`hostile names: ${place}`, (t) => {
      for (const name of names) {
        const { problems, steps } = interpretChain((tx) => build(tx, name));
        const shown = typeof name === 'string' ? JSON.stringify(name.slice(0, 30)) : typeof name;
        t.true(problems.length > 0, `${shown} was taken`);
        for (const { message, call: text, mend = '' } of problems) {
          // A message can be shown on a terminal: it is short and has nothing invisible in it.
          t.false(/[\p{Cc}\p{Cf}]/u.test(message + text + mend), `${shown}: ${message}`);
          t.true(message.length < 400 && text.length < 200, `${shown}: ${message}`);
        }
        if (typeof name === 'string' && name.length > 2) {
          t.false(
            JSON.stringify(steps.map(({ operation }) => operation)).includes(JSON.stringify(name)),
            `${shown} reached an operation`,
          );
        }
      }
    });
  }
}

refuseAt(NEW_LINKS, [...HOSTILE, ...HOSTILE_TO_LINKS, 'lo']);
refuseAt(LINKS, [...HOSTILE, ...HOSTILE_TO_LINKS.slice(0, 3)]);
refuseAt(NAMESPACES, HOSTILE);

test('hostile values in other places', (t) => {
  const places: Readonly<Record<string, Place>> = {
    'sysctl key': (tx, value) => call(tx)['sysctl']!(value, '1'),
    'address cidr': (tx, value) => call(tx)['address']!('eth0', value),
    'route destination': (tx, value) => call(tx)['route']!(value, { dev: 'eth0' }),
    'route via': (tx, value) => call(tx)['route']!('default', { via: value ?? null }),
    'neighbour address': (tx, value) => call(tx)['neighbour']!('eth0', value, { proxy: true }),
    'fdb mac': (tx, value) => call(tx)['fdb']!('eth0', value),
    mac: (tx, value) => call(tx)['bridge']!('b', { mac: value ?? null }),
    mtu: (tx, value) => call(tx)['bridge']!('b', { mtu: value ?? null }),
    up: (tx, value) => call(tx)['bridge']!('b', { up: value === true ? 1 : (value ?? null) }),
    mode: (tx, value) => call(tx)['macvlan']!('eth0', { mode: value }),
    create: (tx, value) => loosely(tx)['namespace']!('a', { create: value ?? null }),
    kind: (tx, value) => call(tx)['add']!({ kind: value }, 'x', {}),
    check: (tx, value) => call(tx)['verify']!(typeof value === 'function' ? 1 : value),
    'dhcp client': (tx, value) => call(tx)['dhcp']!('eth0', { client: value ?? null }),
  };
  for (const [place, build] of Object.entries(places)) {
    for (const value of HOSTILE) {
      t.true(problemsOf((tx) => build(tx, value)).length > 0, `${place}: ${typeof value}`);
    }
  }
});

test('options that nobody knows are told, with what was meant', (t) => {
  const problems = problemsOf((tx) =>
    loosely(call(tx)['veth']!('v', { adress: '1', peer: { name: 'p', mttu: 5 } }))['route']!('default', {
      dev: 'eth0',
      metrics: { mtuu: 5 },
    }),
  );
  t.deepEqual(
    problems.map(({ message, mend }) => [message, mend]),
    [
      ["there is no option 'adress'", "did you mean 'address'?"],
      ["there is no option 'peer.mttu'", "did you mean 'mtu'?"],
      ["`metrics`: there is no option 'mtuu'", "did you mean 'mtu'?"],
    ],
  );
});

test('options that are no object', (t) => {
  for (const options of [null, 5, 'mtu', [1], () => 1]) {
    t.true(problemsOf((tx) => call(tx)['bridge']!('b', options)).length > 0);
  }
  t.deepEqual(
    problemsOf((tx) => call(tx)['bridge']!('b', undefined)),
    [],
  );
  const inherited: unknown = JSON.parse('{"__proto__": {"mtu": 5}, "constructor": 1}');
  t.deepEqual(
    problemsOf((tx) => call(tx)['bridge']!('b', inherited)).map(({ code }) => code),
    ['unknown-option', 'unknown-option'],
  );
});

test('all problems of a chain at once', (t) => {
  const problems = problemsOf((tx) =>
    tx
      .namespace('-a')
      .veth('a b', { mtu: 5 })
      .host()
      .macvlan('nope', { mode: 'bridge', mac: '01:00:00:00:00:00' })
      .address('eth0', '10.0.0.1')
      .sysctl('kernel.hostname', 'x'),
  );
  t.deepEqual(
    problems.map(({ code, call: text }) => [code, text]),
    [
      ['namespace-name', "#1 .namespace('-a')"],
      ['mtu', "#2 .veth('a b')"],
      ['interface-name', "#2 .veth('a b')"],
      ['mac-address', "#4 .macvlan('nope')"],
      ['ip-prefix', "#5 .address('eth0', '10.0.0.1')"],
      ['sysctl-key', "#6 .sysctl('kernel.hostname', 'x')"],
      ['link-missing', "#4 .macvlan('nope')"],
    ],
  );
});

test('what builds no chain is told, not thrown', (t) => {
  t.is(problemsOf((tx) => loosely(tx)['call']!(5))[0]?.code, 'call');
  t.is(problemsOf((tx) => loosely(tx)['call']!(() => undefined))[0]?.code, 'call');
  t.is(problemsOf((tx) => tx.bridge('lost').call(() => tx))[0]?.code, 'call');
});

test('garbage in every argument of every method never throws', (t) => {
  const methods = [
    'namespace',
    'veth',
    'bridge',
    'macvlan',
    'macvtap',
    'add',
    'link',
    'move',
    'delete',
    'deleteNamespace',
  ];
  const more = [
    'address',
    'deleteAddress',
    'route',
    'deleteRoute',
    'rule',
    'deleteRule',
    'neighbour',
    'deleteNeighbour',
  ];
  for (const method of [...methods, ...more, 'fdb', 'deleteFdb', 'sysctl', 'dhcp', 'verify']) {
    for (const garbage of HOSTILE) {
      for (const args of [
        [],
        [garbage],
        ['eth0', garbage],
        ['eth0', garbage, garbage],
        [{ kind: garbage }, garbage, garbage],
      ]) {
        const build = (tx: Transaction): Transaction => loosely(loosely(tx)[method]!(...args))['bridge']!('b');
        t.notThrows(() => interpretChain(build, HOST_WITH_ETH0, 'ensure'), method);
        t.notThrows(() => namespacesToRead(callsOf(build)), method);
      }
    }
  }
});
