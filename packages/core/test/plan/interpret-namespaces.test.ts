import test from 'ava';
import { HOST, namespaceKey } from '@netloom/core';
import { namespacesToRead } from '../../dist/plan/namespaces-to-read.js';
import { sysctlsToRead } from '../../dist/plan/sysctls-to-read.js';
import { callsOf, interpretChain, loosely, operationsOf, problemOf, problemsOf } from '../support/chain.js';
import { HOST_WITH_ETH0, link, network } from '../support/network.js';

test('a namespace is made once, with its lo up, and listed with how it is opened', (t) => {
  const { steps, namespaces } = interpretChain((tx) => tx.namespace('a').host().namespace('a').namespace('b'));
  t.deepEqual(
    steps.map(({ operation }) => `${operation.op} ${namespaceKey(operation.namespace)}`),
    ['namespace.add a', 'link.set a', 'namespace.add b', 'link.set b'],
  );
  t.deepEqual(namespaces, [
    { namespace: 'a', create: 'if-missing', call: "#1 .namespace('a')" },
    { namespace: 'b', create: 'if-missing', call: "#4 .namespace('b')" },
  ]);
});

test("create: 'exclusive' and 'never'", (t) => {
  const state = network({ '': [], a: [] });
  t.is(problemOf((tx) => tx.namespace('a', { create: 'exclusive' }), state).code, 'namespace-exists');
  t.is(problemOf((tx) => tx.namespace('b', { create: 'never' }), state).code, 'namespace-missing');
  t.deepEqual(
    problemsOf((tx) => tx.namespace('a', { create: 'never' }).namespace('b', { create: 'exclusive' }), state),
    [],
  );
});

test('one problem is told once: the calls in a missing namespace are read for their own', (t) => {
  const problem = problemOf((tx) => tx.namespace('b', { create: 'never' }).veth('x').address('x', '10.0.0.1/24'));
  t.is(problem.call, "#1 .namespace('b')");
});

test('two different create for one name', (t) => {
  const problem = problemOf((tx) =>
    tx.namespace('a', { create: 'exclusive' }).namespace('a', { create: 'if-missing' }),
  );
  t.is(problem.code, 'namespace-create');
  t.regex(problem.message, /'exclusive' by #1 \.namespace\('a'\)/);
  t.deepEqual(
    problemsOf((tx) => tx.namespace('a', { create: 'exclusive' }).namespace('a')),
    [],
  );
});

test('namespaces by path and by pid exist, or it is a problem; they are never made', (t) => {
  const path = '/run/x/ns';
  const state = network({ '': [], [`/path:${path}`]: [], '/pid:77': [] });
  t.deepEqual(
    problemsOf((tx) => tx.namespace({ path }).veth('x').namespace({ pid: 77 }), state),
    [],
  );
  const problem = problemOf((tx) => tx.namespace({ pid: 78 }).veth('x'), state);
  t.is(problem.code, 'namespace-missing');
  t.is(problem.call, '#1 .namespace({ pid: 78 })');
  t.is(problemOf((tx) => loosely(tx)['namespace']!({ path }, { create: 'never' }), state).code, 'namespace-create');
});

test('a namespace named only in an option is never made', (t) => {
  const problem = problemOf((tx) =>
    tx.namespace('a').veth('x', { peer: { name: 'y', namespace: 'b', master: 'br0' } }),
  );
  t.is(problem.code, 'namespace-missing');
  t.is(problem.call, "#2 .veth('x')");
  t.is(problem.mend, "make it with .namespace('b') anywhere in the chain");
  for (const build of [
    (name: string) =>
      problemsOf((tx) =>
        tx
          .namespace('a')
          .veth('x', { peer: { namespace: name } })
          .namespace('b'),
      ),
    (name: string) =>
      problemsOf((tx) =>
        tx
          .namespace('b')
          .namespace('a')
          .veth('x', { peer: { namespace: name } }),
      ),
  ]) {
    t.deepEqual(build('b'), []);
  }
});

test('deleting a namespace: strict for commit, content for ensure', (t) => {
  const state = network({
    '': [link('p', 5, { kind: 'veth', peer: { ifindex: 9, namespace: 'a' } })],
    a: [link('q', 9, { kind: 'veth', peer: { ifindex: 5, namespace: HOST } })],
  });
  t.deepEqual(
    operationsOf((tx) => tx.host().deleteNamespace('a'), state),
    [{ op: 'namespace.delete', namespace: 'a' }],
  );
  t.is(problemOf((tx) => tx.host().deleteNamespace('b'), state).code, 'namespace-missing');
  t.deepEqual(
    operationsOf((tx) => tx.host().deleteNamespace('b'), state, 'ensure'),
    [],
  );
  t.is(problemOf((tx) => tx.host().deleteNamespace('a').link('p', { mtu: 1400 }), state).code, 'link-missing');
});

test('a deleted namespace can be opened anew, and is empty then', (t) => {
  const state = network({ '': [], a: [link('q', 9)] });
  t.deepEqual(
    operationsOf((tx) => tx.host().deleteNamespace('a').namespace('a').bridge('q'), state).map(({ op }) => op),
    ['namespace.delete', 'namespace.add', 'link.set', 'link.add'],
  );
  const problem = problemOf((tx) => tx.namespace('a').deleteNamespace('a').bridge('b'), state);
  t.is(problem.code, 'namespace-missing');
  t.is(problem.call, "#3 .bridge('b')");
});

test('move: a new name goes ahead of the move, and the link is raised again', (t) => {
  t.deepEqual(
    operationsOf((tx) => tx.namespace('a').move('eth0', { as: 'lan0' }), network({ '': [link('eth0', 2)], a: [] })),
    [
      { op: 'link.set', namespace: HOST, name: 'eth0', changes: { name: 'lan0' } },
      { op: 'link.set', namespace: HOST, name: 'lan0', changes: { namespace: 'a' } },
      { op: 'link.set', namespace: 'a', name: 'lan0', changes: { up: true } },
    ],
  );
});

test('move: where the new name is taken on the way, another is used', (t) => {
  const operations = operationsOf(
    (tx) => tx.namespace('a').move('eth0', { as: 'lan0' }),
    network({ '': [link('eth0', 2, { up: false }), link('lan0', 3)], a: [link('eth0', 4)] }),
  ).map((operation) => (operation.op === 'link.set' ? [operation.namespace, operation.name, operation.changes] : []));
  const [, [, temporary = ''] = []] = operations;
  t.regex(typeof temporary === 'string' ? temporary : '', /^mv[0-9a-f]{13}$/);
  t.deepEqual(operations, [
    [HOST, 'eth0', { name: temporary }],
    [HOST, temporary, { namespace: 'a' }],
    ['a', temporary, { name: 'lan0' }],
  ]);
  const kept = operationsOf(
    (tx) => tx.namespace('a').move('eth0', { as: 'lan0' }),
    network({ '': [link('eth0', 2, { up: false }), link('lan0', 3)], a: [] }),
  ).map((operation) => (operation.op === 'link.set' ? operation.changes : {}));
  t.deepEqual(kept, [{ namespace: 'a' }, { name: 'lan0' }]);
});

test('move: what cannot be', (t) => {
  const state = network({ '': [link('eth0', 2), link('br0', 3, { kind: 'bridge' })], a: [link('eth0', 4)] });
  t.is(problemOf((tx) => tx.namespace('a').move('br0'), state).code, 'link-immovable');
  t.is(problemsOf((tx) => tx.namespace('a').move('lo'), state)[0]?.code, 'link-immovable');
  t.is(problemOf((tx) => tx.namespace('a').move('eth0'), state).code, 'link-exists');
  t.is(problemOf((tx) => tx.host().move('eth0'), state).code, 'move-nowhere');
  t.is(problemOf((tx) => tx.namespace('a').move('eth7'), state).code, 'link-missing');
});

test('move: what follows finds the link where it is now', (t) => {
  const state = network({ '': [link('eth0', 2)], a: [] });
  t.deepEqual(
    problemsOf((tx) => tx.namespace('a').move('eth0').address('eth0', '10.0.0.1/8').host().bridge('eth0'), state),
    [],
  );
  t.is(
    problemOf((tx) => tx.namespace('a').move('eth0').host().link('eth0', { mtu: 1400 }), state).code,
    'link-missing',
  );
});

test('move: for ensure, one that has been moved already', (t) => {
  const state = network({ '': [], a: [link('lan0', 2)] });
  t.deepEqual(
    operationsOf((tx) => tx.namespace('a').move('eth0', { as: 'lan0' }), state, 'ensure'),
    [],
  );
});

test('the namespaces to read: scopes, peers, parents, sources; host where it is the default', (t) => {
  const read = (build: Parameters<typeof callsOf>[0]): unknown => namespacesToRead(callsOf(build));
  t.deepEqual(
    read((tx) => tx.namespace('a').bridge('b')),
    ['a'],
  );
  t.deepEqual(
    read((tx) => tx.namespace('a').veth('b')),
    ['a', HOST],
  );
  t.deepEqual(
    read((tx) => tx.namespace('a').veth('b', { peer: { namespace: 'c' } })),
    ['a', 'c'],
  );
  t.deepEqual(
    read((tx) => tx.namespace('a').macvlan('b', { mode: 'bridge', parentNamespace: { pid: 5 } })),
    ['a', { pid: 5 }],
  );
  t.deepEqual(
    read((tx) => tx.namespace('a').move('b', { from: { path: '/x/y' } })),
    ['a', { path: '/x/y' }],
  );
  t.deepEqual(
    read((tx) => tx.namespace('a').deleteNamespace('z')),
    ['a', 'z'],
  );
  t.deepEqual(
    read((tx) => loosely(loosely(tx)['namespace']!(7))['veth']!('x', { peer: { namespace: '-x' } })),
    [],
  );
});

test('the parameters to read: those that are set, by their canonical keys', (t) => {
  t.deepEqual(
    sysctlsToRead(
      callsOf((tx) =>
        tx.namespace('a').sysctl('net.ipv4.ip_forward', 1).sysctl('kernel.x', 1).host().sysctl('net/ipv6/x', 0),
      ),
    ),
    [
      { namespace: 'a', key: 'net/ipv4/ip_forward' },
      { namespace: HOST, key: 'net/ipv6/x' },
    ],
  );
});

test('a scope that is no namespace is told once', (t) => {
  const problems = problemsOf(
    (tx) => loosely(loosely(loosely(tx)['namespace']!(undefined))['bridge']!('b'))['bridge']!('b'),
    HOST_WITH_ETH0,
  );
  t.deepEqual(
    problems.map(({ code }) => code),
    ['namespace', 'duplicate-link'],
  );
});

test('move: a link of the chain is raised again unless it was made down', (t) => {
  const state = network({ '': [], a: [], b: [] });
  const last = (up: boolean | undefined): unknown =>
    operationsOf(
      (tx) => tx.namespace('a').veth('x', { up, peer: 'p' }).namespace('b').move('x', { from: 'a' }),
      state,
    ).at(-1);
  t.like(last(undefined), { op: 'link.set', name: 'x', changes: { up: true } });
  t.like(last(false), { op: 'link.set', name: 'x', changes: { namespace: 'b' } });
});
