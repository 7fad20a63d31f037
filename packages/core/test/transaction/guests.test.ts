import { ConflictError, createNet, HOST, type Commit, type KernelOperation, type Net } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';
import test, { type ExecutionContext } from 'ava';

const kernel = () =>
  simulatedKernel({
    links: [
      { name: 'eth0', addresses: ['192.0.2.1/24'] },
      { name: 'eth1', up: false },
    ],
  });

interface Case {
  readonly change: (net: Net) => Promise<Commit>;
  /** What somebody else does after the commit. */
  readonly others: readonly KernelOperation[];
  readonly refusal: RegExp;
}

/** Undo refuses and touches nothing; then it is told to go on, and gives the state that it leaves. */
async function refuses(t: ExecutionContext, { change, others, refusal }: Case): Promise<{ net: Net; notes: string[] }> {
  const driver = mockDriver({ kernel: kernel() });
  const net = createNet({ driver });
  const commit = await change(net);
  for (const operation of others) driver.kernel.apply(operation);
  const before = driver.kernel.read({ namespaces: 'all' });
  const error = await t.throwsAsync(commit.undo(), { instanceOf: ConflictError });
  t.regex(error?.message ?? '', refusal);
  t.deepEqual(driver.kernel.read({ namespaces: 'all' }), before);
  const { notes } = await commit.undo({ force: true });
  return { net, notes: [...notes] };
}

const on = { namespace: HOST, link: 'eth0' } as const;

test('an address of others that is a secondary of one that goes', async (t) => {
  const { net } = await refuses(t, {
    change: (loom) => loom.host().address('eth0', '10.0.0.1/24').commit(),
    others: [{ op: 'address.add', ...on, family: 'inet', address: '10.0.0.9/24' }],
    refusal: /10\.0\.0\.9\/24 of somebody else on "eth0" goes with what is undone/,
  });
  const { addresses } = await net.inspect();
  t.true(addresses.some(({ address }) => address === '10.0.0.9/24'));
  t.false(addresses.some(({ address }) => address === '10.0.0.1/24'));
});

test('a route of others whose source is an address that goes', async (t) => {
  const { notes } = await refuses(t, {
    change: (net) => net.host().address('eth0', '10.0.0.1/24').commit(),
    others: [
      {
        op: 'route.add',
        namespace: HOST,
        family: 'inet',
        destination: '10.9.0.0/16',
        table: 254,
        type: 'unicast',
        dev: 'eth0',
        source: '10.0.0.1',
      },
    ],
    refusal: /route 10\.9\.0\.0\/16 dev eth0 of somebody else in the host goes with what is undone/,
  });
  // It cannot be had without that address, which is told.
  t.is(notes.length, 1);
});

test('what others have on a link that goes down again', async (t) => {
  await refuses(t, {
    change: (net) => net.host().link('eth1', { up: true }).commit(),
    others: [
      {
        op: 'neighbour.add',
        namespace: HOST,
        link: 'eth1',
        family: 'inet',
        address: '10.0.0.9',
        mac: '02:00:00:00:00:09',
        state: 'permanent',
      },
    ],
    refusal: /the neighbour 10\.0\.0\.9 of somebody else on "eth1" goes with what is undone/,
  });
});

test('a route to the network of an address of others stays', async (t) => {
  const driver = mockDriver({ kernel: kernel() });
  const net = createNet({ driver });
  const commit = await net.host().address('eth0', '10.0.0.1/24').commit();
  driver.kernel.apply({ op: 'address.add', ...on, family: 'inet', address: '10.5.0.1/24' });
  await commit.undo();
  t.true((await net.inspect()).routes.some(({ destination }) => destination === '10.5.0.0/24'));
});

test('a neighbour that others gave another address', async (t) => {
  const neighbour = { ...on, family: 'inet', address: '192.0.2.9', state: 'permanent' } as const;
  const driver = mockDriver({ kernel: kernel() });
  driver.kernel.apply({ op: 'neighbour.add', ...neighbour, mac: '02:00:00:00:00:01' });
  const net = createNet({ driver });
  const commit = await net.host().deleteNeighbour('eth0', '192.0.2.9').commit();
  driver.kernel.apply({ op: 'neighbour.add', ...neighbour, mac: '02:00:00:00:00:02' });
  await t.throwsAsync(commit.undo(), { instanceOf: ConflictError });
  await commit.undo({ force: true });
  t.is((await net.inspect()).neighbours.find(({ address }) => address === '192.0.2.9')?.mac, '02:00:00:00:00:02');
});

test('a route of others in the place of one that was deleted', async (t) => {
  const route = {
    namespace: HOST,
    family: 'inet',
    destination: '10.9.0.0/16',
    table: 254,
    type: 'unicast',
    dev: 'eth0',
  } as const;
  const driver = mockDriver({ kernel: kernel() });
  driver.kernel.apply({ op: 'route.add', ...route, via: '192.0.2.8' });
  const net = createNet({ driver });
  const commit = await net.host().deleteRoute('10.9.0.0/16').commit();
  driver.kernel.apply({ op: 'route.add', ...route, via: '192.0.2.9' });
  await t.throwsAsync(commit.undo(), { instanceOf: ConflictError });
  await commit.undo({ force: true });
  const { routes } = await net.inspect();
  t.deepEqual(
    routes.flatMap(({ destination, via }) => (destination === '10.9.0.0/16' ? [via] : [])),
    ['192.0.2.9'],
  );
});

test('a link of others under the name of one that was deleted', async (t) => {
  const driver = mockDriver({ kernel: kernel() });
  const net = createNet({ driver });
  await net.host().veth('v0').commit();
  const commit = await net.host().delete('v0').commit();
  driver.kernel.apply({ op: 'link.add', namespace: HOST, kind: 'bridge', name: 'v0', data: {} });
  const error = await t.throwsAsync(commit.undo(), { instanceOf: ConflictError });
  t.regex(error?.message ?? '', /another has the name "v0"/);
  await commit.undo({ force: true });
  t.is((await net.inspect()).links.find(({ name }) => name === 'v0')?.kind, 'bridge');
});

test('a namespace of others under the name of one that was deleted is left as it is', async (t) => {
  const driver = mockDriver({ kernel: kernel() });
  const net = createNet({ driver });
  await net.namespace('a').veth('v0', { address: '10.0.0.1/24' }).rule({ table: 100, priority: 7 }).commit();
  const commit = await net.host().deleteNamespace('a').commit();
  driver.kernel.apply({ op: 'namespace.add', namespace: 'a' });
  const before = driver.kernel.read({ namespaces: 'all' });
  const error = await t.throwsAsync(commit.undo(), { instanceOf: ConflictError });
  t.regex(error?.message ?? '', /namespace "a" is another one, which was made since/);
  await commit.undo({ force: true });
  t.deepEqual(driver.kernel.read({ namespaces: 'all' }), before);
});

test('a namespace that somebody else made in the place of one that was there is left alone', async (t) => {
  const driver = mockDriver({ kernel: kernel() });
  const net = createNet({ driver });
  const web = (): KernelOperation[] => [
    { op: 'namespace.add', namespace: 'web' },
    { op: 'link.set', namespace: 'web', name: 'lo', changes: { up: true } },
  ];
  for (const operation of web()) driver.kernel.apply(operation);
  const address = { op: 'address.add', namespace: 'web', link: 'lo', family: 'inet', address: '10.9.9.9/32' } as const;
  const commit = await net
    .namespace('web')
    .address('lo', '10.9.9.9/32')
    .veth('eth0', { peer: 'web0' })
    .host()
    .link('eth0', { mtu: 1400 })
    .commit();
  for (const operation of [{ op: 'namespace.delete', namespace: 'web' } as const, ...web(), address])
    driver.kernel.apply(operation);
  const theirs = await net.inspect('web');
  const { undone, gone } = await commit.undo();
  t.deepEqual(await net.inspect('web'), theirs);
  t.deepEqual(
    gone.map(({ op }) => op),
    ['link.add'],
  );
  // What is elsewhere is undone all the same.
  t.deepEqual(
    undone.map(({ op, namespace }) => [op, namespace]),
    [['link.set', HOST]],
  );
  t.is((await net.inspect()).links.find(({ name }) => name === 'eth0')?.mtu, 1500);
});

test('a route that its owner takes away while something else is undone stays away', async (t) => {
  const driver = mockDriver({ kernel: kernel() });
  const net = createNet({ driver });
  const commit = await net.host().route('10.8.0.0/16', { via: '192.0.2.9' }).commit();
  const theirs = { namespace: HOST, family: 'inet', destination: '10.9.0.0/16', table: 254 } as const;
  driver.kernel.apply({ op: 'route.add', ...theirs, type: 'unicast', dev: 'eth0' });
  const apply = driver.apply.bind(driver);
  driver.apply = async (...all) => {
    const result = await apply(...all);
    if (driver.kernel.read({ namespaces: [HOST] }).namespaces[0]?.routes.some(isTheirs) === true)
      driver.kernel.apply({ op: 'route.delete', ...theirs });
    return result;
  };
  const isTheirs = ({ destination }: { readonly destination: string }): boolean => destination === theirs.destination;
  const { undone } = await commit.undo();
  t.deepEqual(
    undone.map(({ op }) => op),
    ['route.delete'],
  );
  const { namespaces } = driver.kernel.read({ namespaces: [HOST] });
  t.false(namespaces[0]?.routes.some(isTheirs));
});
