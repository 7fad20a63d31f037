import './sandbox-only.js';
import test from 'ava';
import type { KernelOperation } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { withLab } from './support/lab.js';

const veth = (name: string, more: object = {}, peer: object = {}): KernelOperation => ({
  op: 'link.add',
  namespace: 'blue',
  kind: 'veth',
  name,
  ...more,
  data: { peer: { name: `${name}-p`, namespace: HOST, ...peer } },
});

const failures: readonly (readonly [title: string, operation: KernelOperation, expected: object])[] = [
  [
    'an MTU too small',
    { op: 'link.add', namespace: 'blue', kind: 'bridge', name: 'br1', mtu: 10, data: {} },
    { errno: 'EINVAL', kernelMessage: 'mtu less than device minimum' },
  ],
  ['an MTU too large, of the peer', veth('v1', {}, { mtu: 70_000 }), { errno: 'EINVAL' }],
  ['a name too long', veth('a-name-that-is-too-long'), { errno: 'ERANGE', attribute: 'name' }],
  [
    'a peer name too long',
    veth('v1', {}, { name: 'a-name-that-is-too-long' }),
    { errno: 'ERANGE', attribute: 'data.peer.name' },
  ],
  [
    'a peer name too long, made from the side of the peer',
    veth('v1', {}, { name: 'a-name-that-is-too-long', masterIndex: 1 }),
    { errno: 'ERANGE', attribute: 'data.peer.name' },
  ],
  ['a name that exists', veth('lo'), { errno: 'EEXIST' }],
  ['a multicast MAC', veth('v1', { mac: '01:00:5e:00:00:01' }), { errno: 'EADDRNOTAVAIL' }],
  ['an index in use', veth('v1', { ifindex: 1 }), { errno: 'EEXIST' }],
  ['a master that does not exist', veth('v1', { master: 'nothing' }), { errno: 'ENODEV' }],
  ['a master that can have no ports', veth('v1', { master: 'lo' }), { errno: 'EOPNOTSUPP' }],
  ['a namespace that does not exist', { ...veth('v1'), namespace: 'nowhere' }, { errno: 'ENOENT' }],
  [
    'a gateway that cannot be reached',
    {
      op: 'route.add',
      namespace: 'blue',
      family: 'inet',
      destination: '0.0.0.0/0',
      table: 254,
      type: 'unicast',
      via: '192.0.2.1',
    },
    { errno: 'ENETUNREACH', kernelMessage: 'Nexthop has invalid gateway' },
  ],
  [
    'a link that does not exist',
    { op: 'address.add', namespace: 'blue', link: 'nothing', family: 'inet', address: '10.0.0.1/24' },
    { errno: 'ENODEV' },
  ],
  ['a link that cannot be deleted', { op: 'link.delete', namespace: 'blue', name: 'lo' }, { errno: 'EOPNOTSUPP' }],
  [
    'a kind whose options are not known',
    {
      op: 'link.add',
      namespace: 'blue',
      kind: 'strange',
      name: 'x',
      data: { colour: 1 },
    } as unknown as KernelOperation,
    { errno: 'EOPNOTSUPP' },
  ],
];

for (const [title, operation, expected] of failures) {
  test(title, (t) =>
    withLab(t, ['blue'], async ({ apply, state }) => {
      const [outcome] = await apply(operation);
      t.like(outcome, { status: 'failed', ...expected });
      t.is((await state('blue')).links.length, 1);
      t.is((await state()).links.length, 1);
    }),
  );
}

test('nothing begins after the first failure, and each outcome is told once', (t) =>
  withLab(t, [], async ({ driver, state }) => {
    const operations: readonly KernelOperation[] = [
      { op: 'namespace.add', namespace: 'blue' },
      { op: 'link.delete', namespace: 'blue', name: 'nothing' },
      { op: 'namespace.add', namespace: 'green' },
      { op: 'link.set', namespace: HOST, name: 'lo', changes: { mtu: 1000 } },
    ];
    const told: [number, string][] = [];
    const { outcomes } = await driver.apply(operations, {
      after: operations.map(() => []),
      signal: new AbortController().signal,
      onOutcome: (index, { status }) => told.push([index, status]),
    });
    t.deepEqual(
      outcomes.map(({ status }) => status),
      ['done', 'failed', 'not-run', 'not-run'],
    );
    t.deepEqual(told, [
      [0, 'done'],
      [1, 'failed'],
      [2, 'not-run'],
      [3, 'not-run'],
    ]);
    t.deepEqual(await driver.namespaces?.(), ['blue']);
    t.not((await state()).links[0]?.mtu, 1000);
  }));

test('an abort stops what has not begun', (t) =>
  withLab(t, [], async ({ driver }) => {
    const controller = new AbortController();
    const operations: readonly KernelOperation[] = Array.from({ length: 200 }, (_, index) => ({
      op: 'namespace.add',
      namespace: `n${index}`,
    }));
    const { outcomes } = await driver.apply(operations, {
      after: operations.map(() => []),
      signal: controller.signal,
      onOutcome: () => controller.abort(),
    });
    const done = outcomes.filter(({ status }) => status === 'done').length;
    t.true(done > 0 && done < 200, `${done} were done`);
    t.is((await driver.namespaces?.())?.length, done);
    t.true(outcomes.slice(done).every(({ status }) => status === 'not-run'));
  }));

test('of messages that go together each has its own outcome, and nothing follows that could touch what is not ours', (t) =>
  withLab(t, [], async ({ driver, state }) => {
    const bridge = (name: string, index: number): KernelOperation => ({
      op: 'link.add',
      namespace: HOST,
      kind: 'bridge',
      name,
      ifindex: 2 ** 30 + index,
      data: {},
    });
    const operations: readonly KernelOperation[] = [
      bridge('br1', 1),
      bridge('lo', 2),
      bridge('br3', 3),
      { op: 'link.set', namespace: HOST, name: 'lo', ifindex: 1, changes: { mtu: 1000 } },
      bridge('br4', 4),
    ];
    const { outcomes } = await driver.apply(operations, {
      after: operations.map(() => []),
      signal: new AbortController().signal,
      onOutcome: () => undefined,
    });
    t.deepEqual(
      outcomes.map(({ status }) => status),
      ['done', 'failed', 'done', 'not-run', 'not-run'],
    );
    t.like(outcomes[1], { errno: 'EEXIST' });
    const { links } = await state();
    t.deepEqual(links.map(({ name }) => name).toSorted(), ['br1', 'br3', 'lo']);
    t.not(links.find(({ name }) => name === 'lo')?.mtu, 1000);
  }));

test('a link that cannot be completed is gone again, and what came before it stays', (t) =>
  withLab(t, ['blue'], async ({ apply, state }) => {
    const outcomes = await apply(
      { op: 'link.add', namespace: 'blue', kind: 'bridge', name: 'br0', ifindex: 2 ** 30, data: {} },
      {
        op: 'link.add',
        namespace: 'blue',
        kind: 'veth',
        name: 'v0',
        ifindex: 2 ** 30 + 1,
        altNames: ['lo'],
        data: { peer: { name: 'v1', namespace: 'blue', ifindex: 2 ** 30 + 2, up: true } },
      },
      { op: 'link.set', namespace: 'blue', name: 'br0', ifindex: 2 ** 30, changes: { up: true } },
    );
    t.like(outcomes[1], { status: 'failed', errno: 'EEXIST' });
    t.deepEqual((await state('blue')).links.map(({ name }) => name).toSorted(), ['br0', 'lo']);
  }));
