import test from 'ava';
import { HOST, peerName } from '@netloom/core';
import { interpretChain, operationsOf, problemOf, problemsOf } from '../support/chain.js';
import { HOST_WITH_ETH0, link, network } from '../support/network.js';

test('the contract chain', (t) => {
  t.deepEqual(
    operationsOf((tx) => tx.namespace('netns01').veth('veth0').macvlan('eth0', { mode: 'bridge' })),
    [
      { op: 'namespace.add', namespace: 'netns01' },
      { op: 'link.set', namespace: 'netns01', name: 'lo', changes: { up: true } },
      {
        op: 'link.add',
        kind: 'veth',
        namespace: 'netns01',
        name: 'veth0',
        up: true,
        data: { peer: { name: 'veth0-host', namespace: HOST, up: true }, queues: { tx: 1, rx: 1 } },
      },
      {
        op: 'link.add',
        kind: 'macvlan',
        namespace: 'netns01',
        name: 'macvlan0',
        up: true,
        data: { parent: 'eth0', parentNamespace: HOST, mode: 'bridge' },
      },
    ],
  );
});

test('each step names its call', (t) => {
  const { steps } = interpretChain((tx) => tx.namespace('a').veth('eth0', { address: '10.0.0.1/24' }));
  t.deepEqual(
    steps.map(({ call, operation }) => [call, operation.op]),
    [
      ["#1 .namespace('a')", 'namespace.add'],
      ["#1 .namespace('a')", 'link.set'],
      ["#2 .veth('eth0')", 'link.add'],
      ["#2 .veth('eth0')", 'address.add'],
    ],
  );
});

test('a namespace that exists is not made, and its lo is left alone', (t) => {
  t.deepEqual(
    operationsOf((tx) => tx.namespace('a'), network({ '': [], a: [] })),
    [],
  );
});

test('veth: options of both ends', (t) => {
  const state = network({ '': [link('eth0', 2), link('br0', 3, { kind: 'bridge' })], a: [] });
  const [add, ...rest] = operationsOf(
    (tx) =>
      tx.namespace('a').veth('eth0', {
        address: ['10.0.0.2/24', 'FD00::2/64'],
        mac: '02:AA:00:00:00:01',
        mtu: 1400,
        up: false,
        queues: { tx: 2, rx: 1 },
        peer: { name: 'a0', master: 'br0', address: '10.0.0.1/24', dhcp: { client: 'udhcpc', timeoutMs: 50 } },
      }),
    state,
  );
  t.deepEqual(add, {
    op: 'link.add',
    kind: 'veth',
    namespace: 'a',
    name: 'eth0',
    mac: '02:aa:00:00:00:01',
    mtu: 1400,
    up: false,
    data: { peer: { name: 'a0', namespace: HOST, up: true, master: 'br0' }, queues: { tx: 2, rx: 1 } },
  });
  t.deepEqual(rest, [
    { op: 'address.add', namespace: 'a', link: 'eth0', family: 'inet', address: '10.0.0.2/24' },
    { op: 'address.add', namespace: 'a', link: 'eth0', family: 'inet6', address: 'fd00::2/64' },
    { op: 'address.add', namespace: HOST, link: 'a0', family: 'inet', address: '10.0.0.1/24' },
    { op: 'dhcp.acquire', namespace: HOST, link: 'a0', client: 'udhcpc', timeoutMs: 50 },
  ]);
});

test("veth: queues 'kernel' says nothing, a number is both ways", (t) => {
  const queuesOf = (queues: number | 'kernel'): unknown => {
    const add = operationsOf((tx) => tx.namespace('a').veth('x', { queues }), network({ '': [], a: [] }))[0];
    return add?.op === 'link.add' && add.kind === 'veth' ? add.data.queues : 'no veth';
  };
  t.is(queuesOf('kernel'), undefined);
  t.deepEqual(queuesOf(4), { tx: 4, rx: 4 });
});

test('veth: undefined is not given, everywhere', (t) => {
  const said = operationsOf((tx) => tx.namespace('a').veth('eth0'));
  t.deepEqual(
    operationsOf((tx) =>
      tx.namespace('a', { create: undefined }).veth('eth0', {
        address: undefined,
        mtu: undefined,
        peer: { name: undefined, namespace: undefined, master: undefined },
        queues: undefined,
      }),
    ),
    said,
  );
});

test('veth: a default peer name that is too long has a mend that fits', (t) => {
  const problem = problemOf((tx) => tx.namespace('a').veth('elevenbytes'));
  t.is(problem.code, 'peer-name');
  t.is(problem.call, "#2 .veth('elevenbytes')");
  t.true(problem.mend?.includes(`peer: '${peerName('a', 'elevenbytes')}'`));
  t.is(Buffer.byteLength(peerName('a', 'elevenbytes')), 15);
  t.deepEqual(
    problemsOf((tx) => tx.namespace('a').veth('tenbytes10')),
    [],
  );
});

test('veth: two containers whose default peers collide', (t) => {
  const problem = problemOf((tx) => tx.namespace('a').veth('eth0').namespace('b').veth('eth0'));
  t.is(problem.code, 'duplicate-link');
  t.is(problem.call, "#4 .veth('eth0')");
  t.regex(problem.message, /"eth0-host".*#2 \.veth\('eth0'\).*host/);
  t.regex(problem.mend ?? '', /peerName/);
});

test('veth: a default peer that exists on the host', (t) => {
  const problem = problemOf((tx) => tx.namespace('a').veth('x'), network({ '': [link('x-host', 5)], a: [] }));
  t.is(problem.code, 'link-exists');
  t.regex(problem.mend ?? '', /peerName/);
});

test('veth: both ends under one name in one namespace', (t) => {
  const problem = problemOf((tx) => tx.host().veth('x', { peer: 'x' }));
  t.is(problem.code, 'duplicate-link');
  t.regex(problem.message, /by this very call/);
});

test('macvlan: default names go on from what the state and the chain have', (t) => {
  const state = network({ '': [link('eth0', 2)], a: [link('macvlan1', 7, { kind: 'macvlan', mode: 'private' })] });
  const names = operationsOf(
    (tx) =>
      tx
        .namespace('a')
        .macvlan('eth0', { mode: 'bridge' })
        .macvlan('eth0', { mode: 'bridge' })
        .macvlan('eth0', { mode: 'bridge', name: 'macvlan3' })
        .macvlan('eth0', { mode: 'bridge' })
        .macvtap('eth0', { mode: 'bridge' }),
    state,
  ).map((operation) => (operation.op === 'link.add' ? operation.name : operation.op));
  t.deepEqual(names, ['macvlan0', 'macvlan2', 'macvlan3', 'macvlan4', 'macvtap0']);
});

test('macvlan: ensure takes what stands as asked, lowest number first, each once', (t) => {
  const child = (name: string, ifindex: number, mode: string, parent: number): ReturnType<typeof link> =>
    link(name, ifindex, { kind: 'macvlan', mode, parent: { ifindex: parent, namespace: HOST, name: 'x' } });
  const state = network({
    '': [link('eth0', 2), link('eth1', 3)],
    a: [child('macvlan10', 20, 'bridge', 2), child('macvlan2', 21, 'bridge', 2), child('macvlan0', 22, 'bridge', 3)],
  });
  const names = operationsOf(
    (tx) =>
      tx
        .namespace('a')
        .macvlan('eth0', { mode: 'bridge' })
        .macvlan('eth0', { mode: 'bridge' })
        .macvlan('eth0', { mode: 'bridge' })
        .macvlan('eth1', { mode: 'private' }),
    state,
    'ensure',
  ).map((operation) => (operation.op === 'link.add' ? operation.name : operation.op));
  t.deepEqual(names, ['macvlan2', 'macvlan10', 'macvlan1', 'macvlan3']);
});

test('macvlan: a parent that the chain adds in the scope is ambiguous, before and after', (t) => {
  const after = problemOf((tx) => tx.namespace('a').veth('eth0').macvlan('eth0', { mode: 'bridge' }));
  t.is(after.code, 'parent-ambiguous');
  t.regex(after.mend ?? '', /parentNamespace: 'a'.*parentNamespace: HOST/);
  const before = problemOf((tx) => tx.namespace('a').macvlan('eth0', { mode: 'bridge' }).veth('eth0'));
  t.is(before.code, 'parent-ambiguous');
  t.deepEqual(
    problemsOf((tx) => tx.namespace('a').veth('eth0').macvlan('eth0', { mode: 'bridge', parentNamespace: 'a' })),
    [],
  );
  // What exists in the scope never changes the reading.
  t.deepEqual(
    problemsOf(
      (tx) => tx.namespace('a').macvlan('eth0', { mode: 'bridge' }),
      network({ '': [link('eth0', 2)], a: [link('eth0', 5)] }),
    ),
    [],
  );
});

test('a parent that is nowhere, with what was meant', (t) => {
  const problem = problemOf((tx) => tx.namespace('a').macvlan('eht0', { mode: 'bridge' }));
  t.is(problem.code, 'link-missing');
  t.regex(problem.message, /no link "eht0" in the host/);
  t.is(problem.mend, "did you mean 'eth0'?");
});

test('bridge: ports may be made before or after', (t) => {
  const operations = operationsOf((tx) =>
    tx
      .host()
      .bridge('br0', { ports: ['eth0', 'p1', 'eth0'], stp: true, forwardDelay: 200 })
      .veth('p1', { peer: 'p2' }),
  );
  t.deepEqual(operations.slice(0, 3), [
    { op: 'link.add', kind: 'bridge', namespace: HOST, name: 'br0', up: true, data: { stp: true, forwardDelay: 200 } },
    { op: 'link.set', namespace: HOST, name: 'eth0', changes: { master: 'br0' } },
    { op: 'link.set', namespace: HOST, name: 'p1', changes: { master: 'br0' } },
  ]);
});

test('nothing is moved across a delete to be there in time', (t) => {
  const problem = problemOf((tx) =>
    tx
      .host()
      .bridge('br0', { ports: ['p1'] })
      .delete('eth0')
      .veth('p1', { peer: 'p2' }),
  );
  t.is(problem.code, 'link-missing');
  t.is(problem.call, "#2 .bridge('br0')");
  t.regex(problem.message, /made by #4 \.veth\('p1'\)/);
});

test('master is looked up where the link lands', (t) => {
  const state = network({ '': [link('br0', 3, { kind: 'bridge' })], a: [] });
  const problem = problemOf((tx) => tx.namespace('a').veth('x', { master: 'br0', peer: { master: 'br0' } }), state);
  t.is(problem.code, 'link-missing');
  t.regex(problem.message, /"br0" in namespace "a"/);
});

test('a link that exists: commit refuses, ensure takes it', (t) => {
  const state = network({ '': [link('br0', 3, { kind: 'bridge' })] });
  const problem = problemOf((tx) => tx.host().bridge('br0'), state);
  t.is(problem.code, 'link-exists');
  t.regex(problem.mend ?? '', /ensure\(\) or \.link\(\)/);
  t.is(operationsOf((tx) => tx.host().bridge('br0'), state, 'ensure').length, 1);
});

test('a link added twice, also for ensure, names both calls', (t) => {
  const state = network({ '': [link('br0', 3, { kind: 'bridge' })] });
  for (const purpose of ['commit', 'ensure'] as const) {
    const problem = problemsOf((tx) => tx.host().bridge('br0').bridge('br0'), state, purpose).at(-1);
    t.is(problem?.code, 'duplicate-link');
    t.is(problem?.call, "#3 .bridge('br0')");
    t.regex(problem?.message ?? '', /#2 \.bridge\('br0'\)/);
  }
});

test('alternative names share one name space with names', (t) => {
  const state = network({ '': [link('eth0', 2, { altNames: ['enp1s0'] })] });
  t.is(problemOf((tx) => tx.host().bridge('enp1s0'), state).code, 'link-exists');
  t.is(problemOf((tx) => tx.host().bridge('b', { altNames: ['c', 'c'] }), state).code, 'duplicate-link');
  t.is(
    problemOf(
      (tx) =>
        tx
          .host()
          .bridge('b', { altNames: ['c'] })
          .bridge('c'),
      state,
    ).code,
    'duplicate-link',
  );
  const [set] = operationsOf((tx) => tx.host().link('enp1s0', { mtu: 9000 }), state);
  t.deepEqual(set, { op: 'link.set', namespace: HOST, name: 'eth0', changes: { mtu: 9000 } });
});

test('link: one change an operation, down first, name and up last', (t) => {
  const state = network({ '': [link('eth0', 2), link('br0', 3, { kind: 'bridge' })] });
  const changes = operationsOf(
    (tx) =>
      tx.host().link('eth0', {
        up: true,
        name: 'lan0',
        master: 'br0',
        mac: '02:00:00:00:00:99',
        mtu: 9000,
        alias: null,
        port: { hairpin: true, cost: 5 },
        addAltName: 'uplink',
      }),
    state,
  ).map((operation) => (operation.op === 'link.set' ? [operation.name, operation.changes] : operation));
  t.deepEqual(changes, [
    ['eth0', { mac: '02:00:00:00:00:99' }],
    ['eth0', { mtu: 9000 }],
    ['eth0', { alias: null }],
    ['eth0', { addAltName: 'uplink' }],
    ['eth0', { master: 'br0' }],
    ['eth0', { port: { hairpin: true } }],
    ['eth0', { port: { cost: 5 } }],
    ['eth0', { name: 'lan0' }],
    ['lan0', { up: true }],
  ]);
  t.deepEqual(
    operationsOf((tx) => tx.host().link('eth0', { mtu: 1400, up: false, master: null }), state).map((operation) =>
      operation.op === 'link.set' ? operation.changes : operation,
    ),
    [{ up: false }, { mtu: 1400 }, { master: null }],
  );
});

test('link: after a rename only the new name is known', (t) => {
  const problem = problemOf((tx) => tx.host().link('eth0', { name: 'lan0' }).link('eth0', { mtu: 1400 }));
  t.is(problem.code, 'link-missing');
  t.deepEqual(
    problemsOf((tx) => tx.host().link('eth0', { name: 'lan0' }).link('lan0', { mtu: 1400 }).bridge('eth0')),
    [],
  );
});

test('link: one that neither exists nor is made', (t) => {
  const problem = problemOf((tx) => tx.host().link('ethO', { mtu: 1400 }));
  t.is(problem.code, 'link-missing');
  t.is(problem.mend, "did you mean 'eth0'?");
});

test('link: for ensure, one that has its new name already', (t) => {
  const [set, ...rest] = operationsOf(
    (tx) => tx.host().link('eth1', { name: 'eth0', mtu: 1400 }),
    HOST_WITH_ETH0,
    'ensure',
  );
  t.deepEqual(set, { op: 'link.set', namespace: HOST, name: 'eth0', changes: { mtu: 1400 } });
  t.deepEqual(rest, []);
});

test('delete: what goes with a link is no longer known, and its names are free', (t) => {
  const peers = [
    link('x', 5, { kind: 'veth', peer: { ifindex: 9, namespace: 'a', name: 'y' } }),
    link('mv', 6, { kind: 'macvlan', parent: { ifindex: 5, name: 'x' } }),
  ];
  const state = network({
    '': peers,
    a: [link('y', 9, { kind: 'veth', peer: { ifindex: 5, namespace: HOST, name: 'x' } })],
  });
  t.deepEqual(
    problemsOf((tx) => tx.host().delete('x').bridge('x').bridge('mv').namespace('a').bridge('y'), state),
    [],
  );
  t.is(problemOf((tx) => tx.host().delete('x').link('mv', { mtu: 1400 }), state).code, 'link-missing');
  t.is(problemOf((tx) => tx.host().delete('x').namespace('a').link('y', { mtu: 1400 }), state).code, 'link-missing');
});

test('delete: what is not there; what the chain made', (t) => {
  t.is(problemOf((tx) => tx.host().delete('eth9')).code, 'link-missing');
  t.deepEqual(
    operationsOf((tx) => tx.host().delete('eth9'), HOST_WITH_ETH0, 'ensure'),
    [],
  );
  t.is(
    problemOf((tx) => tx.namespace('a').veth('x').delete('x').host().link('x-host', { mtu: 1400 })).code,
    'link-missing',
  );
  t.is(problemOf((tx) => tx.host().delete('lo')).code, 'link-immovable');
});

test('add: a kind from defineLinkKind keeps its data apart from what any link has', (t) => {
  const kind = { kind: 'hsr' };
  const [add] = operationsOf((tx) =>
    tx.host().add(kind, 'hsr0', { ports: ['p1', 'p2'], mtu: 1400 } as { mtu: number }),
  );
  t.deepEqual<unknown, unknown>(add, {
    op: 'link.add',
    kind: 'hsr',
    namespace: HOST,
    name: 'hsr0',
    mtu: 1400,
    up: true,
    data: { ports: ['p1', 'p2'] },
  });
  t.is(problemOf((tx) => tx.host().add({ kind: 'veth' }, 'x', {})).mend, 'use .veth()');
  t.is(problemOf((tx) => tx.host().add(kind, 'x', { run: () => {} })).code, 'options');
});

test('ensure: a link that an earlier run of the chain made and renamed', (t) => {
  const state = network({ '': [link('x-host', 3, { kind: 'veth' })], a: [link('eth0', 4, { kind: 'veth' })] });
  const operations = operationsOf(
    (tx) =>
      tx
        .namespace('a')
        .veth('x', { address: '10.0.0.1/24' })
        .link('x', { name: 'eth0', mtu: 1400 })
        .address('eth0', '10.0.0.2/24'),
    state,
    'ensure',
  ).map((operation) => [
    operation.op,
    'name' in operation ? operation.name : 'link' in operation ? operation.link : '',
  ]);
  t.deepEqual(operations, [
    ['link.add', 'eth0'],
    ['address.add', 'eth0'],
    ['link.set', 'eth0'],
    ['address.add', 'eth0'],
  ]);
  t.is(
    problemOf((tx) => tx.namespace('a').veth('x').link('x', { name: 'eth0' }).link('x', { mtu: 1400 }), state, 'ensure')
      .code,
    'link-missing',
  );
});

test('link: options of another kind', (t) => {
  t.is(problemOf((tx) => tx.host().link('eth0', { bridge: { stp: true } })).code, 'link-kind');
  t.is(problemOf((tx) => tx.host().bridge('br0').link('br0', { mode: 'private' })).code, 'link-kind');
  t.deepEqual(
    operationsOf((tx) =>
      tx.namespace('a').macvtap('eth0', { mode: 'bridge' }).link('macvtap0', { mode: 'private' }),
    ).at(-1),
    { op: 'link.set', namespace: 'a', name: 'macvtap0', kind: 'macvtap', changes: { data: { mode: 'private' } } },
  );
});
