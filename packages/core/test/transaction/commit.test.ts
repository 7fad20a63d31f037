import test from 'ava';
import { CommitError, createNet, HOST, type NetEvent, NetloomError } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

function open() {
  const driver = mockDriver();
  return { driver, net: createNet({ driver }) };
}

test('the chain of the first page makes what it says', async (t) => {
  const { net } = open();
  const commit = await net.namespace('netns01').veth('veth0').macvlan('eth0', { mode: 'bridge' }).commit();
  t.deepEqual(
    commit.links.map(({ name, kind, namespace }) => ({ name, kind, namespace })),
    [
      { name: 'veth0', kind: 'veth', namespace: 'netns01' },
      { name: 'veth0-host', kind: 'veth', namespace: HOST },
      { name: 'macvlan0', kind: 'macvlan', namespace: 'netns01' },
    ],
  );
  const { links } = await net.inspect('netns01');
  t.deepEqual(
    links.map(({ name, up }) => ({ name, up })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    [
      { name: 'lo', up: true },
      { name: 'macvlan0', up: true },
      { name: 'veth0', up: true },
    ],
  );
  t.is(links.find(({ name }) => name === 'macvlan0')?.mode, 'bridge');
});

test('links have indexes of ours, consecutive, and addresses that the kernel did not choose', async (t) => {
  const { net } = open();
  const { links } = await net.namespace('a').veth('x').veth('y').commit();
  const [first = 0, ...others] = links.map(({ ifindex }) => ifindex);
  t.true(first >= 2 ** 30);
  t.deepEqual(others, [first + 1, first + 2, first + 3]);
  t.is(new Set(links.map(({ mac }) => mac)).size, 4);
  for (const { mac } of links) t.regex(mac, /^[0-9a-f][26ae]:/);
});

test('a failure rolls back, and says what failed and why', async (t) => {
  const { driver, net } = open();
  const before = await net.snapshot();
  driver.fail({ op: 'route.add', errno: 'ENETUNREACH', kernelMessage: 'Nexthop has invalid gateway' });
  const error = await t.throwsAsync(
    net.namespace('a').veth('x', { address: '10.0.0.2/24' }).route('default', { via: '10.0.0.1' }).commit(),
    { instanceOf: CommitError },
  );
  t.is(error?.errno, 'ENETUNREACH');
  t.is(error?.kernelMessage, 'Nexthop has invalid gateway');
  t.is(error?.operation?.op, 'route.add');
  t.is(error?.phase, 'apply');
  t.is(error?.command, 'ip -n a route add default via 10.0.0.1 scope global proto boot');
  t.regex(error?.hint ?? '', /gateway/);
  t.true(error?.rolledBack);
  t.deepEqual(error?.residue, []);
  t.true(NetloomError.is(error));
  t.deepEqual(await net.snapshot(), before);
});

test('undo puts back what was there, and a second undo says the same', async (t) => {
  const { net } = open();
  const before = await net.snapshot();
  const commit = await net
    .host()
    .bridge('br0', { address: '10.0.0.1/24' })
    .link('eth0', { mtu: 1400, master: 'br0' })
    .commit();
  const report = await commit.undo();
  t.deepEqual(
    (await net.inspect()).links.map(({ name, mtu, master }) => [name, mtu, master]),
    before.namespaces[0]?.links.map(({ name, mtu, master }) => [name, mtu, master]),
  );
  t.true(report.undone.length >= 2);
  t.is(await commit.undo(), report);
  t.deepEqual(await net.commits(), []);
});

test('await using undoes at the end of the block', async (t) => {
  const { net } = open();
  {
    await using lab = await net.namespace('lab').veth('x').commit();
    t.deepEqual(await net.namespaces(), ['lab']);
    t.truthy(lab.link('x').ifindex);
  }
  t.deepEqual(await net.namespaces(), []);
});

test('commit.link throws where there is none, or two', async (t) => {
  const { net } = open();
  const commit = await net
    .namespace('a')
    .veth('eth0', { peer: 'p' })
    .namespace('b')
    .veth('eth0', { peer: 'q' })
    .commit();
  t.throws(() => commit.link('none'), { message: /made no link "none"/ });
  t.throws(() => commit.link('eth0'), { message: /made 2 links "eth0"/ });
  t.is(commit.link('eth0', 'b').namespace, 'b');
});

test('what was committed is listed by label, and undone by id', async (t) => {
  const { net } = open();
  const { id } = await net.namespace('a').commit({ label: 'pod-1' });
  t.like((await net.commits())[0], { id, label: 'pod-1', state: 'committed' });
  await net.undo(id);
  t.deepEqual(await net.namespaces(), []);
  await t.throwsAsync(net.undo(id), { code: 'NETLOOM_ERR_CONFLICT' });
});

test('forget drops the record and leaves the network', async (t) => {
  const { net } = open();
  const commit = await net.namespace('a').commit();
  await commit.forget();
  t.deepEqual(await net.commits(), []);
  t.deepEqual((await commit.undo()).undone, []);
  t.deepEqual(await net.namespaces(), ['a']);
});

test('what was forgotten by its id can no longer be undone', async (t) => {
  const { net } = open();
  const commit = await net.namespace('a').commit();
  await net.forget(commit.id);
  await t.throwsAsync(commit.undo(), { code: 'NETLOOM_ERR_CONFLICT' });
  t.deepEqual(await net.namespaces(), ['a']);
});

test('an empty transaction is legal, makes nothing and leaves no record', async (t) => {
  const { driver, net } = open();
  const commit = await net.host().commit();
  t.deepEqual(commit.operations, []);
  t.deepEqual(driver.applied, []);
  t.deepEqual(await net.commits(), []);
  t.deepEqual((await commit.undo()).undone, []);
});

test('an aborted commit rolls back', async (t) => {
  const { net } = open();
  const controller = new AbortController();
  const reason = new Error('enough');
  const error = await t.throwsAsync(
    net
      .namespace('a')
      .veth('x')
      .verify(async () => {
        controller.abort(reason);
        await new Promise(() => undefined);
      })
      .commit({ signal: controller.signal }),
    { instanceOf: CommitError },
  );
  t.is(error?.phase, 'aborted');
  t.is(error?.cause, reason);
  t.deepEqual(await net.namespaces(), []);
});

test('a signal that is aborted already ends the commit before it begins', async (t) => {
  const { driver, net } = open();
  const error = await t.throwsAsync(net.namespace('a').commit({ signal: AbortSignal.abort(new Error('no')) }), {
    instanceOf: CommitError,
  });
  t.is(error?.phase, 'aborted');
  t.deepEqual(driver.applied, []);
});

test('a commit that runs out of time rolls back', async (t) => {
  const { net } = open();
  const error = await t.throwsAsync(
    net
      .namespace('a')
      .verify(async () => new Promise(() => undefined))
      .commit({ timeoutMs: 20 }),
    { instanceOf: CommitError },
  );
  t.is(error?.phase, 'timeout');
  t.deepEqual(await net.namespaces(), []);
});

test('checks run in order in their scope; one that fails rolls back', async (t) => {
  const { net } = open();
  const seen: unknown[] = [];
  const error = await t.throwsAsync(
    net
      .namespace('a')
      .verify(({ namespace }) => seen.push(namespace))
      .host()
      .verify({ name: 'always', run: ({ namespace }) => seen.push(namespace) })
      .verify({ name: 'never', run: () => false })
      .verify(() => seen.push('too late'))
      .commit(),
    { instanceOf: CommitError },
  );
  t.is(error?.phase, 'verify');
  t.is(error?.check, 'never');
  t.deepEqual(seen, ['a', HOST]);
  t.deepEqual(await net.namespaces(), []);
});

test('a commit inside a check is refused at once', async (t) => {
  const { net } = open();
  const error = await t.throwsAsync(
    net
      .namespace('a')
      .verify(async () => net.namespace('b').commit())
      .commit(),
    { instanceOf: CommitError },
  );
  t.like(error?.cause, { code: 'NETLOOM_ERR_CONFLICT' });
  t.deepEqual(await net.namespaces(), []);
});

test('a commit inside a check is refused by way of another net as well, and only of the same one', async (t) => {
  const { net } = open();
  const other = open().net;
  const error = await t.throwsAsync(
    net
      .namespace('a')
      .verify(async () =>
        other
          .namespace('b')
          .verify(async () => net.namespace('c').commit())
          .commit(),
      )
      .commit(),
    { instanceOf: CommitError },
  );
  t.like(error?.cause, { cause: { code: 'NETLOOM_ERR_CONFLICT' } });
  t.deepEqual(await other.namespaces(), []);
  await net
    .namespace('a')
    .verify(async () => other.namespace('b').commit())
    .commit();
  t.deepEqual(await other.namespaces(), ['b']);
});

test('a plan is committed as it is, and refused where the state has moved', async (t) => {
  const { net } = open();
  const plan = await net.namespace('a').veth('x').link('x', { mtu: 1400 }).plan();
  const other = await net.host().link('eth0', { mtu: 1400 }).plan();
  await plan.commit();
  t.is((await net.inspect('a')).links.find(({ name }) => name === 'x')?.mtu, 1400);
  await net.host().link('eth0', { mtu: 1300 }).commit();
  const error = await t.throwsAsync(other.commit(), { code: 'NETLOOM_ERR_CONFLICT' });
  t.regex(error?.message ?? '', /mtu/);
  t.is((await net.inspect()).links.find(({ name }) => name === 'eth0')?.mtu, 1300);
});

test('progress gives the events of this commit, tagged', async (t) => {
  const { net } = open();
  const events: NetEvent[] = [];
  await net
    .namespace('a')
    .veth('x')
    .commit({ onProgress: (event) => events.push(event) });
  const types = events.map(({ type }) => type);
  t.is(types[0], 'commit:start');
  t.is(types.at(-1), 'commit:done');
  t.is(types.filter((type) => type === 'operation:done').length, 3);
});

test('a closed net refuses', async (t) => {
  const { net } = open();
  await net.close();
  await t.throwsAsync(net.namespace('a').commit(), { code: 'NETLOOM_ERR_CLOSED' });
  await t.throwsAsync(net.inspect(), { code: 'NETLOOM_ERR_CLOSED' });
  await t.throwsAsync(net.snapshot(), { code: 'NETLOOM_ERR_CLOSED' });
});

test('ensure leaves alone what stands as asked, and repairs the rest', async (t) => {
  const { net } = open();
  const wanted = net
    .namespace('svc')
    .veth('eth0', { address: '10.1.0.2/24', mtu: 1400, peer: { name: 'svc0', address: '10.1.0.1/24' } })
    .route('default', { via: '10.1.0.1' })
    .macvlan('eth0', { mode: 'bridge', name: 'lan0', parentNamespace: HOST });
  t.true((await wanted.ensure()).operations.length > 4);
  t.deepEqual((await wanted.ensure()).operations, []);
  await net.namespace('svc').link('eth0', { mtu: 1300 }).deleteAddress('eth0', '10.1.0.2/24').commit();
  const repaired = await wanted.ensure();
  t.deepEqual(repaired.operations.map(({ op }) => op).toSorted(), ['address.add', 'link.set', 'route.add']);
  t.deepEqual((await wanted.ensure()).operations, []);
});

test('ensure refuses to make anew what cannot be changed in place, unless it is asked to', async (t) => {
  const { net } = open();
  await net.namespace('svc').veth('x', { address: '10.0.0.2/24', peer: 'old' }).commit();
  const wanted = net.namespace('svc').veth('x', { address: '10.0.0.2/24', peer: 'new' });
  const error = await t.throwsAsync(wanted.ensure(), { code: 'NETLOOM_ERR_CONFLICT' });
  t.regex(error?.message ?? '', /its peer is not "new"/);
  const commit = await wanted.ensure({ recreate: true });
  t.deepEqual(
    commit.links.map(({ name }) => name),
    ['x', 'new'],
  );
  t.deepEqual(
    (await net.inspect()).links.map(({ name }) => name).filter((name) => name === 'old'),
    [],
  );
  t.deepEqual((await wanted.ensure()).operations, []);
});

test('a kind that cannot be made here is told before anything is touched', async (t) => {
  const driver = mockDriver();
  const capabilities = async () => ({ linkKinds: new Set(['bridge']), rootless: false });
  const net = createNet({ driver: Object.assign(driver, { capabilities }) });
  const error = await t.throwsAsync(net.namespace('a').veth('x').commit(), { code: 'NETLOOM_ERR_UNSUPPORTED' });
  t.regex(error?.message ?? '', /"veth"/);
  t.deepEqual(driver.applied, []);
});
