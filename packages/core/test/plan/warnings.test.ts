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

const codes = (...args: Parameters<typeof warned>): readonly string[] => warned(...args).map(({ code }) => code);

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
    before.map(({ code, call }) => [code, call]),
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
