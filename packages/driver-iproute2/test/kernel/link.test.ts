import './sandbox-only.js';
import test from 'ava';
import { HOST, type LinkAdd, type LinkChanges, type LinkState, type StateQuery } from '@netloom/core';
import { apply, done, driver, namespaceFor, run, stateOf } from './sandbox.js';

const INDEX = 1_200_000_000;

test('a veth across two namespaces, with all that it can have', async (t) => {
  const [one, other] = [namespaceFor(t), namespaceFor(t)];
  await done(t, { op: 'link.add', namespace: other, kind: 'bridge', name: 'br0', up: true, data: { stp: false } });
  await done(t, {
    op: 'link.add',
    namespace: one,
    kind: 'veth',
    name: 'eth0',
    ifindex: INDEX,
    up: true,
    mac: '02:00:00:00:00:01',
    mtu: 1400,
    alias: 'it\'s the "first" end',
    altNames: ['zulu', 'alpha'],
    txQueueLength: 77,
    group: 5,
    promiscuous: true,
    allMulticast: true,
    multicast: false,
    arp: false,
    data: {
      queues: { tx: 1, rx: 1 },
      peer: {
        name: 'peer0',
        namespace: other,
        ifindex: INDEX + 1,
        up: true,
        master: 'br0',
        mtu: 1300,
        mac: '02:00:00:00:00:02',
      },
    },
  });
  const link = (await stateOf(t, one)).links.find(({ name }) => name === 'eth0');
  t.like(link, {
    kind: 'veth',
    ifindex: INDEX,
    up: true,
    mac: '02:00:00:00:00:01',
    mtu: 1400,
    alias: 'it\'s the "first" end',
    altNames: ['alpha', 'zulu'],
    txQueueLength: 77,
    group: 5,
    promiscuous: true,
    allMulticast: true,
    multicast: false,
    arp: false,
    queues: { tx: 1, rx: 1 },
  });
  t.deepEqual(link?.peer, { ifindex: INDEX + 1, name: 'peer0', namespace: other });
  const peer = (await stateOf(t, other)).links.find(({ name }) => name === 'peer0');
  t.like(peer, { up: true, mtu: 1300, mac: '02:00:00:00:00:02', queues: { tx: 1, rx: 1 }, master: { name: 'br0' } });
  t.deepEqual(peer?.peer, { ifindex: INDEX, name: 'eth0', namespace: one });
});

test('a veth with one end in the host, whichever end is named first', async (t) => {
  const blue = namespaceFor(t);
  t.teardown(() => void run('ip link delete dev h2'));
  await done(
    t,
    { op: 'link.add', namespace: blue, kind: 'veth', name: 'a', data: { peer: { name: 'h1', namespace: HOST } } },
    { op: 'link.add', namespace: HOST, kind: 'veth', name: 'h2', data: { peer: { name: 'b', namespace: blue } } },
  );
  const { links } = await stateOf(t, blue);
  t.like(links.find(({ name }) => name === 'a')?.peer, { name: 'h1', namespace: HOST });
  t.like(links.find(({ name }) => name === 'b')?.peer, { name: 'h2', namespace: HOST });
});

test('a macvlan with the name of its own parent, a macvtap, and their parents', async (t) => {
  const [below, above] = [namespaceFor(t), namespaceFor(t)];
  const macvlan: LinkAdd = {
    op: 'link.add',
    namespace: above,
    kind: 'macvlan',
    name: 'eth0',
    up: true,
    data: { parent: 'eth0', parentNamespace: below, mode: 'bridge' },
  };
  await done(
    t,
    {
      op: 'link.add',
      namespace: below,
      kind: 'veth',
      name: 'eth0',
      up: true,
      data: { peer: { name: 'eth1', namespace: below, up: true } },
    },
    macvlan,
    { ...macvlan, kind: 'macvtap', name: 'tap0', mac: '02:00:00:00:00:0a', data: { ...macvlan.data, mode: 'private' } },
  );
  const parent = (await stateOf(t, below)).links.find(({ name }) => name === 'eth0');
  const { links } = await stateOf(t, above);
  t.like(
    links.find(({ name }) => name === 'eth0'),
    {
      kind: 'macvlan',
      mode: 'bridge',
      up: true,
      parent: { name: 'eth0', namespace: below, ifindex: parent?.ifindex },
    },
  );
  t.like(
    links.find(({ name }) => name === 'tap0'),
    { kind: 'macvtap', mode: 'private', mac: '02:00:00:00:00:0a' },
  );
});

const CHANGES: readonly (readonly [LinkChanges, { readonly [F in keyof LinkState]?: LinkState[F] | undefined }])[] = [
  [{ mtu: 1400 }, { mtu: 1400 }],
  [{ mac: '02:00:00:00:00:33' }, { mac: '02:00:00:00:00:33' }],
  [{ up: true }, { up: true }],
  [{ up: false }, { up: false }],
  [{ alias: 'two words' }, { alias: 'two words' }],
  [{ alias: null }, { alias: undefined }],
  [{ addAltName: 'other' }, { altNames: ['other'] }],
  [{ deleteAltName: 'other' }, { altNames: [] }],
  [{ txQueueLength: 3 }, { txQueueLength: 3 }],
  [{ group: 4 }, { group: 4 }],
  [{ promiscuous: true }, { promiscuous: true }],
  [{ allMulticast: true }, { allMulticast: true }],
  [{ multicast: false }, { multicast: false }],
  [{ arp: false }, { arp: false }],
  [{ addressGeneration: 'none' }, { addressGeneration: 'none' }],
  [{ addressGeneration: 'random' }, { addressGeneration: 'random' }],
  [{ addressGeneration: 'eui64' }, { addressGeneration: 'eui64' }],
];

test('every change of a link', async (t) => {
  const blue = namespaceFor(t);
  run(`ip -n ${blue} link add name v0 index ${INDEX} type veth peer name v1`);
  for (const [changes, expected] of CHANGES) {
    await done(t, { op: 'link.set', namespace: blue, name: 'whatever', ifindex: INDEX, changes });
    t.like(
      (await stateOf(t, blue)).links.find(({ ifindex }) => ifindex === INDEX),
      expected,
      JSON.stringify(changes),
    );
  }
});

test('a bridge, its options, and those of a port', async (t) => {
  const blue = namespaceFor(t);
  await done(
    t,
    {
      op: 'link.add',
      namespace: blue,
      kind: 'bridge',
      name: 'br0',
      data: { forwardDelay: 1500, multicastSnooping: false, priority: 100 },
    },
    { op: 'link.add', namespace: blue, kind: 'veth', name: 'p', data: { peer: { name: 'q', namespace: blue } } },
    { op: 'link.set', namespace: blue, name: 'p', changes: { master: 'br0' } },
    { op: 'link.set', namespace: blue, name: 'p', changes: { port: { cost: 9, isolated: true, flood: false } } },
    {
      op: 'link.set',
      namespace: blue,
      name: 'br0',
      kind: 'bridge',
      changes: { data: { ageingTime: 1000, stp: true } },
    },
  );
  const { links } = await stateOf(t, blue);
  const bridge = links.find(({ name }) => name === 'br0');
  t.like(bridge?.data, { forwardDelay: 1500, multicastSnooping: false, priority: 100, ageingTime: 1000, stp: true });
  const port = links.find(({ name }) => name === 'p');
  t.like(port?.port, { cost: 9, isolated: true, flood: false, learning: true });
  t.like(port?.master, { name: 'br0', ifindex: bridge?.ifindex, namespace: blue });
  await done(t, { op: 'link.set', namespace: blue, name: 'p', changes: { master: null } });
  t.is((await stateOf(t, blue)).links.find(({ name }) => name === 'p')?.master, undefined);
});

test('a link that is renamed and moved, to a name, a path, and the host', async (t) => {
  const [blue, green] = [namespaceFor(t), namespaceFor(t)];
  run(`ip -n ${blue} link add name v0 index ${INDEX} type veth peer name v1`);
  const names = async (namespace: typeof blue | typeof HOST): Promise<string[]> =>
    (await stateOf(t, namespace)).links.map(({ name }) => name);
  await done(t, { op: 'link.set', namespace: blue, name: 'v0', changes: { name: 'w0', namespace: green } });
  t.deepEqual(await names(green), ['lo', 'w0']);
  await done(t, { op: 'link.set', namespace: green, name: 'w0', ifindex: INDEX, changes: { namespace: HOST } });
  t.true((await names(HOST)).includes('w0'));
  await done(t, {
    op: 'link.set',
    namespace: HOST,
    name: 'w0',
    changes: { namespace: { path: `/run/netns/${blue}` } },
  });
  t.deepEqual(await names(blue), ['lo', 'v1', 'w0']);
  await done(t, { op: 'link.delete', namespace: { path: `/run/netns/${blue}` }, name: 'gone', ifindex: INDEX });
  t.deepEqual(await names(blue), ['lo']);
});

test('a name that no batch can hold', async (t) => {
  const blue = namespaceFor(t);
  const name = `a"#'\\é`;
  await done(
    t,
    { op: 'link.add', namespace: blue, kind: 'bridge', name, data: {} },
    { op: 'link.set', namespace: blue, name, changes: { mtu: 1400 } },
    { op: 'link.add', namespace: blue, kind: 'bridge', name: '-batch', data: {} },
    { op: 'link.add', namespace: blue, kind: 'bridge', name: 'up', up: true, data: {} },
  );
  t.deepEqual(
    (await stateOf(t, blue)).links.map((link) => [link.name, link.mtu, link.up]),
    [
      ['lo', 65_536, false],
      [name, 1400, false],
      ['-batch', 1500, false],
      ['up', 1500, true],
    ],
  );
});

test('a link that is named like an index is not taken for the one with that index', async (t) => {
  const blue = namespaceFor(t);
  run(`ip -n ${blue} link add name v0 index ${INDEX} type veth peer name if${INDEX}`);
  await stateOf(t, blue);
  const [outcome] = await apply(t, [{ op: 'link.delete', namespace: blue, name: 'v0', ifindex: INDEX }]);
  t.like(outcome, { status: 'failed', errno: 'EINVAL' });
  t.is((await stateOf(t, blue)).links.length, 3);
});

test('where the names of peers do not matter, what a link stands on is still named', async (t) => {
  const [one, parent, other] = [namespaceFor(t), namespaceFor(t), namespaceFor(t)];
  await done(
    t,
    { op: 'link.add', namespace: one, kind: 'veth', name: 'eth0', data: { peer: { name: 'far', namespace: other } } },
    {
      op: 'link.add',
      namespace: parent,
      kind: 'veth',
      name: 'up0',
      data: { peer: { name: 'up1', namespace: parent } },
    },
    {
      op: 'link.add',
      namespace: one,
      kind: 'macvlan',
      name: 'mac0',
      data: { parent: 'up0', parentNamespace: parent, mode: 'bridge' },
    },
  );
  const named = async (query: Partial<StateQuery>): Promise<readonly (string | undefined)[]> => {
    const [state] = (await driver.read({ namespaces: [one], ...query })).namespaces;
    const link = (name: string): LinkState | undefined => state?.links.find((each) => each.name === name);
    t.is(link('eth0')?.peer?.namespace, other);
    return [link('eth0')?.peer?.name, link('mac0')?.parent?.name];
  };
  t.deepEqual(await named({}), ['far', 'up0']);
  t.deepEqual(await named({ peerNames: false }), [undefined, 'up0']);
});
