import test from 'ava';
import {
  CommitError,
  createNet,
  DriverError,
  HOST,
  RollbackError,
  type Driver,
  type Net,
  type NetworkState,
  type Transaction,
} from '@netloom/core';
import { mockDriver, type MockDriver } from '@netloom/testing';

/** The mock driver with some of its methods replaced. */
function wrapped(mock: MockDriver, instead: Partial<Driver>): Driver {
  return {
    name: mock.name,
    durable: false,
    capabilities: async () => mock.capabilities(),
    apply: async (operations, options) => mock.apply(operations, options),
    read: async (query) => mock.read(query),
    close: async () => mock.close(),
    ...instead,
  };
}

const pod = (net: Net) =>
  net
    .namespace('pod')
    .veth('eth0', { address: '10.0.0.2/24', peer: { name: 'pod0', address: '10.0.0.1/24' } })
    .route('default', { via: '10.0.0.1' })
    .host()
    .link('eth0', { mtu: 1400 });

/** Fails the last operation, and gives the error. */
async function fails(net: Net, mock: MockDriver): Promise<unknown> {
  mock.fail({
    op: 'link.set',
    when: (operation) => 'changes' in operation && 'mtu' in operation.changes,
    during: 'commit',
  });
  return pod(net)
    .commit()
    .then(
      () => undefined,
      (error: unknown) => error,
    );
}

/** Runs what an error says would mend it. */
function mend(error: RollbackError, { kernel }: MockDriver): void {
  for (const { operation } of error.residue) if (operation.op !== 'dhcp.acquire') kernel.apply(operation);
}

/** A link that has been elsewhere has another queueing discipline, and the kernel's own routes have no order. */
function causes({ namespaces }: NetworkState): unknown {
  return namespaces.map(({ links, routes, ...state }) => ({
    ...state,
    links: links.map(({ qdisc: _qdisc, ...link }) => link),
    routes: routes.map((route) => JSON.stringify(route)).toSorted(),
  }));
}

test('a read that fails once does not end a rollback', async (t) => {
  const mock = mockDriver();
  const before = mock.kernel.read({ namespaces: 'all' });
  let reads = 0;
  const read: Driver['read'] = async (query) => {
    if (mock.attempts.some(({ outcome }) => outcome.status === 'failed') && reads++ === 0)
      throw new DriverError('no buffer space', { errno: 'ENOBUFS' });
    return mock.read(query);
  };
  const error = await fails(createNet({ driver: wrapped(mock, { read }) }), mock);
  t.true(error instanceof CommitError);
  t.true(reads > 1);
  t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
});

test('where nothing can be read any more, what is left is said as far as it is known', async (t) => {
  const mock = mockDriver();
  const before = mock.kernel.read({ namespaces: 'all' });
  const read: Driver['read'] = async (query) => {
    if (mock.attempts.some(({ outcome }) => outcome.status === 'failed'))
      throw new DriverError('no buffer space', { errno: 'ENOBUFS' });
    return mock.read(query);
  };
  const error = await fails(createNet({ driver: wrapped(mock, { read }) }), mock);
  t.true(error instanceof RollbackError);
  if (!(error instanceof RollbackError)) return;
  t.regex(error.message, /could not be read any more: no buffer space/);
  t.true(error.cause instanceof CommitError);
  t.deepEqual(error.undone, []);
  mend(error, mock);
  t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
});

test('a driver that rejects once does not end a rollback, nor does one whose answers are lost', async (t) => {
  for (const lost of [false, true]) {
    const mock = mockDriver();
    const before = mock.kernel.read({ namespaces: 'all' });
    let calls = 0;
    const apply: Driver['apply'] = async (operations, options) => {
      if (options.phase !== 'rollback' || calls++ > 0) return mock.apply(operations, options);
      if (!lost) throw new TypeError('a defect');
      await mock.apply(operations, options);
      return { outcomes: operations.map(() => ({ status: 'unknown' })) };
    };
    const net = createNet({ driver: wrapped(mock, { apply }) });
    const told: string[] = [];
    net.on('rollback:operation', ({ operation }) => told.push(operation.op));
    t.true((await fails(net, mock)) instanceof CommitError);
    t.true(calls > 0);
    // What was done is told, also where the answer to it was lost.
    t.true(told.includes('namespace.delete'));
    t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
  }
});

test('what cannot be undone never stops the rest, however much it is', async (t) => {
  const mock = mockDriver();
  const net = createNet({ driver: mock });
  let tx = net.host().link('eth0', { mtu: 1400 });
  for (let n = 0; n < 20; n++) tx = tx.route(`10.${n}.0.0/16`, { dev: 'eth0' });
  mock.fail({ op: 'route.add', nth: 20 });
  mock.fail({ op: 'route.delete', times: Infinity, during: 'rollback' });
  const error = await t.throwsAsync(tx.commit(), { instanceOf: RollbackError });
  t.is(error?.residue.length, 19);
  t.is((await net.inspect()).links.find(({ name }) => name === 'eth0')?.mtu, 1500);
});

test('the residue mends all, also what is seen only when the first of it is mended', async (t) => {
  const mock = mockDriver();
  const net = createNet({ driver: mock });
  await net
    .host()
    .veth('v0', { address: ['10.3.0.1/24', '10.3.0.9/24', '2001:db8:3::1/64'], peer: 'v1' })
    .route('10.33.0.0/16', { via: '10.3.0.2' })
    .neighbour('v0', '10.3.0.2', { mac: '02:00:00:00:00:02' })
    .rule({ from: '10.33.0.0/16', table: 33, priority: 33 })
    .commit();
  const before = mock.kernel.read({ namespaces: 'all' });
  mock.fail({ op: 'namespace.add', during: 'commit' });
  mock.fail({ times: Infinity, during: 'rollback', errno: 'EPERM' });
  const error = await t.throwsAsync(
    net
      .host()
      .link('v0', { up: false })
      .link('v0', { name: 'renamed' })
      .deleteRule({ from: '10.33.0.0/16', table: 33, priority: 33 })
      .namespace('never')
      .commit(),
    { instanceOf: RollbackError },
  );
  if (!error) return;
  for (const { command, reason } of error.residue) t.true(error.message.includes(`${reason}; to mend it: ${command}`));
  t.true(error.residue.some(({ reason }) => reason.endsWith('mending it failed: EPERM')));
  mend(error, mock);
  t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
});

const AFTERWARDS: readonly (readonly [what: string, change: (net: Net) => Transaction])[] = [
  ['a link that comes up again has what the kernel gives it', (net) => net.host().link('v0', { mtu: 1200 })],
  ['labels follow a name', (net) => net.host().link('v0', { name: 'renamed' })],
  ['parameters are those of a new link', (net) => net.namespace('a').move('v0', { as: 'moved' })],
  ['static entries go with a port', (net) => net.host().link('v1', { master: 'br1' })],
  ['a pair gets its carrier anew', (net) => net.host().link('v0', { up: false }).link('v1', { up: true })],
];
for (const [what, change] of AFTERWARDS) {
  for (const [how, readable] of [
    ['and no step can be done', true],
    ['and nothing can be read any more', false],
  ] as const) {
    test(`the residue mends all: ${what}, ${how}`, async (t) => {
      const mock = mockDriver();
      await using scene = createNet({ driver: mock });
      await scene
        .namespace('a')
        .host()
        .bridge('br0')
        .bridge('br1', { mac: '02:00:00:00:cc:01', ports: ['p0'] })
        .veth('p0', { peer: 'p1' })
        .veth('v0', { address: ['10.3.0.1/24', '10.4.0.1/24', '2001:db8:3::1/64'], peer: 'v1' })
        .link('v1', { master: 'br0' })
        .fdb('v1', '02:00:00:00:dd:01')
        .sysctl('net.ipv4.conf.v0.rp_filter', '2')
        .commit();
      const query = {
        namespaces: 'all',
        sysctls: [{ namespace: HOST, key: 'net/ipv4/conf/v0/rp_filter' }],
      } as const;
      const before = mock.kernel.read(query);
      mock.fail({ op: 'namespace.add', during: 'commit' });
      mock.fail({ times: Infinity, during: 'rollback', errno: 'EPERM' });
      let failed = false;
      const driver = wrapped(mock, {
        apply: async (operations, options) => {
          const result = await mock.apply(operations, options);
          failed = true;
          return result;
        },
        read: async (asked) => {
          if (failed && !readable) throw new DriverError('the state cannot be read', { errno: 'ENOBUFS' });
          return mock.read(asked);
        },
      });
      const net = createNet({ driver });
      const error = await t.throwsAsync(change(net).namespace('never').commit(), { instanceOf: RollbackError });
      if (!error) return;
      t.true(error.failed.length > 0);
      t.deepEqual([error.undone, error.skipped, error.gone], [[], [], []]);
      mend(error, mock);
      t.deepEqual(causes(mock.kernel.read(query)), causes(before));
    });
  }
}

test('a rule that was deleted comes back, whoever made it', async (t) => {
  const mock = mockDriver();
  const net = createNet({ driver: mock });
  const rule = { from: '10.1.0.0/24', table: 100, priority: 500 } as const;
  await net
    .host()
    .rule({ ...rule, protocol: 'static' })
    .commit();
  const before = mock.kernel.read({ namespaces: 'all' });
  const commit = await net.host().deleteRule(rule).commit();
  t.notDeepEqual(mock.kernel.read({ namespaces: 'all' }), before);
  await commit.undo();
  t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
});

test('a namespace of which it is not known whether it was made does not stay', async (t) => {
  const mock = mockDriver();
  const before = mock.kernel.read({ namespaces: 'all' });
  mock.fail({ op: 'namespace.add', effect: 'lost' });
  const error = await t.throwsAsync(createNet({ driver: mock }).namespace('pod').veth('eth0').commit(), {
    instanceOf: CommitError,
  });
  t.regex(error?.message ?? '', /not known whether it was done/);
  t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
});

test('what could not be taken back is in the way until it is, and recover() tries again', async (t) => {
  const mock = mockDriver();
  const before = mock.kernel.read({ namespaces: 'all' });
  const net = createNet({ driver: mock });
  mock.fail({ op: 'route.add', during: 'commit' });
  mock.fail({ when: ({ op }) => op.endsWith('.delete'), times: Infinity });
  await t.throwsAsync(pod(net).commit(), { instanceOf: RollbackError });
  await t.throwsAsync(net.namespace('pod').route('10.1.0.0/16', { via: '10.0.0.1' }).commit(), {
    code: 'NETLOOM_ERR_CONFLICT',
  });
  t.is((await net.recover())[0]?.state, 'broken');
  mock.reset();
  t.is((await net.recover())[0]?.state, 'rolled-back');
  t.deepEqual(await net.commits(), []);
  t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
});

test('the next commit that would touch it takes it back first', async (t) => {
  const mock = mockDriver();
  const before = mock.kernel.read({ namespaces: 'all' });
  const net = createNet({ driver: mock });
  mock.fail({ op: 'route.add', during: 'commit' });
  mock.fail({ when: ({ op }) => op.endsWith('.delete'), times: Infinity });
  await t.throwsAsync(pod(net).commit(), { instanceOf: RollbackError });
  mock.reset();
  const commit = await net.namespace('pod').veth('eth0', { peer: 'pod0' }).commit();
  await commit.undo();
  t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
});

test('a bridge that followed its ports follows them still: nothing is pinned by a rollback', async (t) => {
  const mock = mockDriver();
  const net = createNet({ driver: mock });
  await net.host().bridge('br0').veth('p0', { master: 'br0', peer: 'p1' }).commit();
  const before = mock.kernel.read({ namespaces: 'all' });
  await t.throwsAsync(
    net
      .host()
      .link('p0', { mtu: 1400 })
      .link('p0', { mac: '02:00:00:00:00:01' })
      .verify(() => false)
      .commit(),
    { instanceOf: CommitError },
  );
  t.deepEqual(mock.kernel.read({ namespaces: 'all' }), before);
  await net.host().link('p0', { mtu: 1300 }).link('p0', { mac: '02:00:00:00:00:09' }).commit();
  const { links } = await net.inspect();
  t.like(
    links.find(({ name }) => name === 'br0'),
    { mtu: 1300, mac: '02:00:00:00:00:09' },
  );
});

test('what others change on a link meanwhile is no business of a rollback, nor of an undo', async (t) => {
  const mock = mockDriver();
  const net = createNet({ driver: mock });
  const { kernel } = mock;
  await net.host().bridge('br0').link('eth0', { alias: 'first' }).commit();
  const set = (name: string, changes: object): void => {
    kernel.apply({ op: 'link.set', namespace: HOST, name, changes });
  };
  const change = net.host().link('eth0', { mtu: 1400 }).veth('p0', { master: 'br0', peer: 'p1' });
  await t.throwsAsync(
    change
      .verify(() => {
        set('eth0', { alias: 'second' });
        set('br0', { group: 7 });
        return false;
      })
      .commit(),
    { instanceOf: CommitError },
  );
  const commit = await change.commit();
  set('eth0', { alias: 'third' });
  set('eth0', { name: 'renamed' });
  set('br0', { group: 8 });
  await commit.undo();
  const { links } = await net.inspect();
  t.like(
    links.find(({ name }) => name === 'renamed'),
    { alias: 'third', mtu: 1500 },
  );
  t.is(links.find(({ name }) => name === 'br0')?.group, 8);
});
