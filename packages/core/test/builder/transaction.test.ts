import test from 'ava';
import { HOST, type NamespaceRef, type Transaction } from '@netloom/core';
import { callText } from '../../dist/builder/call-text.js';
import { callsInOrder, type RecordedCall } from '../../dist/builder/recorded-call.js';
import { createTransaction } from '../../dist/builder/transaction-impl.js';
import { callsOf, loosely } from '../support/chain.js';

const shapes = (build: (tx: Transaction) => Transaction): readonly (readonly [string, NamespaceRef])[] =>
  callsOf(build).map(({ method, scope }) => [method, scope]);

test('every call gives a new builder and leaves the old one as it was', (t) => {
  let asked: RecordedCall | undefined;
  const runner = { plan: never, commit: never, ensure: never };
  async function never(calls: RecordedCall | undefined): Promise<never> {
    asked = calls;
    throw new Error('not run here');
  }
  const recorded = (tx: Transaction): readonly string[] => {
    tx.plan().catch(() => {});
    return callsInOrder(asked).map((call) => callText(call));
  };
  const base = createTransaction(runner).namespace('a').veth('x');
  const left = base.bridge('left');
  const right = base.bridge('right').address('right', '10.0.0.1/24');
  const start = ["#1 .namespace('a')", "#2 .veth('x')"];
  t.deepEqual(recorded(base), start);
  t.deepEqual(recorded(left), [...start, "#3 .bridge('left')"]);
  t.deepEqual(recorded(right), [...start, "#3 .bridge('right')", "#4 .address('right', '10.0.0.1/24')"]);
  t.true(Object.isFrozen(base));
});

test('options are copied: changing them afterwards changes nothing', (t) => {
  const options = { mtu: 1400, peer: { name: 'p', address: ['10.0.0.1/24'] } };
  const [, call] = callsOf((tx) => {
    const next = tx.host().veth('x', options);
    options.mtu = 9000;
    options.peer.address.push('10.0.0.2/24');
    return next;
  });
  t.deepEqual(call?.args, ['x', { mtu: 1400, peer: { name: 'p', address: ['10.0.0.1/24'] } }]);
});

test('calls never throw, also where an option does when it is read', (t) => {
  const options = Object.defineProperty({}, 'mtu', {
    enumerable: true,
    get(): never {
      throw new Error('read me not');
    },
  });
  const trap = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error('nor me');
      },
    },
  );
  t.notThrows(() => callsOf((tx) => loosely(loosely(tx.host())['veth']!('x', options))['bridge']!('y', trap)));
  const cyclic: Record<string, unknown> = {};
  cyclic['peer'] = cyclic;
  t.notThrows(() => callsOf((tx) => loosely(tx.host())['veth']!('x', cyclic)));
});

test('a check is kept as it is', (t) => {
  class Probe {
    readonly name = 'probe';
    run(): boolean {
      return true;
    }
  }
  const check = new Probe();
  t.is(callsOf((tx) => tx.verify(check))[0]?.args[0], check);
});

test('scopes', (t) => {
  t.deepEqual(
    shapes((tx) => tx.bridge('b').namespace('a').bridge('b').namespace({ pid: 7 }).bridge('b').host().bridge('b')),
    [
      ['bridge', HOST],
      ['namespace', 'a'],
      ['bridge', 'a'],
      ['namespace', { pid: 7 }],
      ['bridge', { pid: 7 }],
      ['host', HOST],
      ['bridge', HOST],
    ],
  );
});

test('call: the scope is restored, and what the function throws passes through', (t) => {
  t.deepEqual(
    shapes((tx) =>
      tx
        .namespace('a')
        .call((inner) => inner.host().bridge('b'))
        .veth('x'),
    ),
    [
      ['namespace', 'a'],
      ['host', HOST],
      ['bridge', HOST],
      ['veth', 'a'],
    ],
  );
  t.deepEqual(
    shapes((tx) =>
      tx
        .namespace('a')
        .call((inner) => inner)
        .veth('x'),
    ),
    [
      ['namespace', 'a'],
      ['veth', 'a'],
    ],
  );
  const thrown = new Error('mine');
  t.is(
    t.throws(() =>
      callsOf((tx) =>
        tx.call(() => {
          throw thrown;
        }),
      ),
    ),
    thrown,
  );
});

test('how calls are named', (t) => {
  const texts = callsOf((tx) =>
    loosely(
      tx
        .namespace('a')
        .namespace({ path: '/proc/7/ns/net' })
        .namespace({ pid: 7 })
        .veth("it's\n", { mtu: 5 })
        .sysctl('net.ipv4.ip_forward', 1)
        .bridge('x'.repeat(100)),
    )['rule']!({ priority: 5 }),
  ).map((call) => callText(call));
  t.deepEqual(texts, [
    "#1 .namespace('a')",
    "#2 .namespace({ path: '/proc/7/ns/net' })",
    '#3 .namespace({ pid: 7 })',
    String.raw`#4 .veth('it\'s\u000a')`,
    "#5 .sysctl('net.ipv4.ip_forward', 1)",
    `#6 .bridge('${'x'.repeat(40)}…')`,
    '#7 .rule()',
  ]);
});
