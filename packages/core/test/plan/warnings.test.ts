import test from 'ava';
import type { NetworkState, Problem, Transaction } from '@netloom/core';
import { applyEffect } from '../../dist/state/effect/apply-effect.js';
import { NetworkModel } from '../../dist/state/network-model.js';
import { warningsOf } from '../../dist/plan/warnings.js';
import { interpretChain } from '../support/chain.js';
import { HOST_WITH_ETH0, link, network } from '../support/network.js';

/** What is warned of, after the operations had their effect on the model. */
function warned(build: (tx: Transaction) => Transaction, before: NetworkState = HOST_WITH_ETH0): readonly Problem[] {
  const { steps, problems } = interpretChain(build, before);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const model = NetworkModel.from(before);
  for (const { operation } of steps) {
    const refusal = operation.op === 'dhcp.acquire' ? undefined : applyEffect(model, operation);
    if (refusal) throw new Error(JSON.stringify([operation, refusal]));
  }
  return warningsOf(steps, before, model.toState());
}

/** But for what does not come back exactly, which has a test of its own. */
const codes = (...args: Parameters<typeof warned>): readonly string[] =>
  warned(...args).flatMap(({ code }) => (code === 'not-exact' ? [] : code));

const withAddress = network({
  '': {
    links: [link('eth0', 2)],
    addresses: [{ link: 'eth0', ifindex: 2, family: 'inet', address: '192.0.2.1/24', scope: 'global' }],
  },
});

test('the contract chain warns of nothing', (t) => {
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('veth0').macvlan('eth0', { mode: 'bridge' })),
    [],
  );
});

test('both ends of a veth in one namespace', (t) => {
  const [problem, ...more] = warned((tx) => tx.host().veth('x'));
  t.deepEqual(more, []);
  t.is(problem?.code, 'veth-one-namespace');
  t.is(problem?.call, "#2 .veth('x')");
  t.truthy(problem?.mend);
});

test('one end of a veth left down', (t) => {
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('x', { peer: { up: false } })),
    ['peer-down'],
  );
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('x', { up: false })),
    ['peer-down'],
  );
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('x', { up: false, peer: { up: false } })),
    [],
  );
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('x', { up: false }).link('x', { up: true })),
    [],
  );
});

test('a macvlan does not reach its own parent', (t) => {
  const [problem] = warned((tx) => tx.namespace('a').macvlan('eth0', { mode: 'bridge' }), withAddress);
  t.is(problem?.code, 'macvlan-parent');
  t.regex(problem?.message ?? '', /192\.0\.2\.1\/24/);
  t.deepEqual(
    codes((tx) => tx.host().address('eth0', '192.0.2.1/24').namespace('a').macvlan('eth0', { mode: 'bridge' })),
    ['macvlan-parent'],
  );
  // Every link that is up has a link-local address; that is no sign of use.
  const linkLocal = network({
    '': {
      links: [link('eth0', 2)],
      addresses: [{ link: 'eth0', ifindex: 2, family: 'inet6', address: 'fe80::1/64', scope: 'link' }],
    },
  });
  t.deepEqual(
    codes((tx) => tx.namespace('a').macvlan('eth0', { mode: 'bridge' }), linkLocal),
    [],
  );
});

test("a route by the macvlan's own parent", (t) => {
  t.true(
    codes(
      (tx) =>
        tx
          .namespace('a')
          .macvlan('eth0', { mode: 'bridge', name: 'm' })
          .route('default', { via: '192.0.2.1', dev: 'm' }),
      withAddress,
    ).includes('macvlan-gateway'),
  );
});

test('modes of macvlan and what they keep apart', (t) => {
  const one = (mode: 'private' | 'vepa' | 'passthru' | 'source'): readonly string[] =>
    codes((tx) => tx.namespace('a').macvlan('eth0', { mode }));
  t.deepEqual(one('private'), []);
  t.deepEqual(one('vepa'), ['macvlan-vepa']);
  t.deepEqual(one('passthru'), ['macvlan-passthru']);
  t.deepEqual(one('source'), ['macvlan-source']);
  const two = warned((tx) =>
    tx.namespace('a').macvlan('eth0', { mode: 'private' }).macvtap('eth0', { mode: 'bridge' }),
  );
  t.deepEqual(
    two.map(({ code }) => code),
    ['macvlan-private'],
  );
  t.regex(two[0]?.message ?? '', /macvtap0/);
});

test('what is below is down, and is not raised', (t) => {
  const down = network({ '': [link('eth0', 2, { up: false }), link('br0', 3, { kind: 'bridge', up: false })] });
  t.deepEqual(
    codes((tx) => tx.namespace('a').macvlan('eth0', { mode: 'bridge' }), down),
    ['parent-down'],
  );
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('x', { peer: { master: 'br0' } }), down),
    ['master-down'],
  );
  t.deepEqual(
    codes((tx) => tx.host().link('eth0', { master: 'br0' }), down),
    ['master-down'],
  );
  t.deepEqual(
    codes((tx) => tx.host().link('br0', { up: true }).link('eth0', { master: 'br0', up: true }), down),
    [],
  );
});

test('an address on a bridge port, said before or after', (t) => {
  const bridged = network({ '': [link('eth0', 2), link('br0', 3, { kind: 'bridge' })] });
  const before = warned((tx) => tx.host().address('eth0', '10.0.0.1/24').link('eth0', { master: 'br0' }), bridged);
  t.deepEqual(
    before.filter(({ code }) => code !== 'not-exact').map(({ code, call }) => [code, call]),
    [['port-address', "#2 .address('eth0', '10.0.0.1/24')"]],
  );
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('x', { peer: { master: 'br0', address: '10.0.0.1/24' } }), bridged),
    ['port-address'],
  );
  t.deepEqual(
    codes((tx) => tx.host().link('eth0', { master: 'br0' }).address('br0', '10.0.0.1/24'), bridged),
    [],
  );
});

test('one hardware address given twice', (t) => {
  const mac = '02:00:00:00:00:aa';
  const [problem] = warned((tx) => tx.namespace('a').veth('x', { mac, peer: { name: 'y', mac } }));
  t.is(problem?.code, 'duplicate-mac');
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('x', { mac }).namespace('b').veth('y').link('y', { mac })),
    ['duplicate-mac'],
  );
  t.deepEqual(
    codes((tx) => tx.namespace('a').veth('x', { mac }).link('x', { mac })),
    [],
  );
});

test('each warning has a call, a code and a mend, once', (t) => {
  const all = warned(
    (tx) =>
      tx
        .host()
        .veth('x', { up: false })
        .namespace('a')
        .macvlan('eth0', { mode: 'vepa' })
        .macvlan('eth0', { mode: 'source' }),
    withAddress,
  );
  t.true(all.length >= 5);
  for (const { code, call, mend, message } of all) {
    t.regex(code, /^[a-z]+(?:-[a-z]+)*$/);
    t.regex(call, /^#\d+ \./);
    t.truthy(mend);
    t.truthy(message);
  }
  t.is(new Set(all.map(({ code, message }) => code + message)).size, all.length);
  t.deepEqual(warningsOf([], HOST_WITH_ETH0, network({ '': [], a: [] })), []);
});

test('what does not come back exactly is said before, of what was there', (t) => {
  const before = network({
    '': {
      links: [
        link('eth0', 2, { up: true, mac: '02:00:00:00:00:02' }),
        link('new0', 3, { up: false, qdisc: 'noop' }),
        link('br0', 4, { kind: 'bridge' }),
        link('br1', 5, { kind: 'bridge' }),
        link('port', 6, { master: { name: 'br1', ifindex: 5 } }),
      ],
    },
    old: { links: [link('lo', 1, { kind: 'loopback' })] },
  });
  const inexact = (build: (tx: Transaction) => Transaction): readonly string[] =>
    warned(build, before).flatMap(({ code, message }) => (code === 'not-exact' ? (message.split(':')[0] ?? '') : []));
  t.deepEqual(
    inexact((tx) => tx.host().delete('br0')),
    ['"br0" is deleted'],
  );
  t.deepEqual(
    inexact((tx) => tx.deleteNamespace('old')),
    ['namespace "old" is deleted'],
  );
  t.deepEqual(
    inexact((tx) => tx.namespace('old').move('eth0')),
    ['"eth0" leaves its namespace'],
  );
  t.deepEqual(
    inexact((tx) =>
      tx.host().link('eth0', { mac: '02:00:00:00:00:09', mtu: 1200, name: 'wan0' }).link('wan0', { up: true }),
    ),
    ['"eth0" is given another hardware address', '"eth0" gets too narrow for IPv6'],
  );
  t.deepEqual(
    inexact((tx) => tx.host().link('new0', { up: true })),
    ['"new0" comes up for the first time'],
  );
  t.deepEqual(
    inexact((tx) =>
      tx
        .host()
        .link('eth0', { master: 'br0' })
        .veth('v0', { peer: { name: 'v1', master: 'br1' } }),
    ),
    ['"br0" is given its first port'],
  );
  t.deepEqual(
    inexact((tx) => tx.host().veth('v0', { peer: { name: 'v1', master: 'br0' } })),
    ['"br0" is given its first port'],
  );
  // What the chain itself makes was not there before, and what stays exact is not spoken of.
  t.deepEqual(
    inexact((tx) =>
      tx
        .host()
        .bridge('br2')
        .veth('v0', { peer: { name: 'v1', master: 'br2' } })
        .delete('v0')
        .link('eth0', { alias: 'a', mtu: 1400 }),
    ),
    [],
  );
});
