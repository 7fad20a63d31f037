import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { execa } from 'execa';
import { HOST, type KernelOperation } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';
import { apply } from './apply.js';

const addNamespace: KernelOperation = { op: 'namespace.add', namespace: 'web' };
const addVeth: KernelOperation = {
  op: 'link.add',
  namespace: 'web',
  kind: 'veth',
  name: 'eth0',
  up: true,
  data: { peer: { name: 'web-eth0', namespace: HOST, up: true } },
};

test('begins with lo and an eth0 that is up', async (t) => {
  const { namespaces } = await mockDriver().read({ namespaces: [HOST] });
  t.like(namespaces[0]?.links[0], { name: 'lo', ifindex: 1, kind: 'loopback', up: true, mtu: 65536 });
  t.like(namespaces[0]?.links[1], { name: 'eth0', ifindex: 2, kind: 'physical', up: true, mtu: 1500, operstate: 'UP' });
});

test('records what was carried out, and keeps the state that comes of it', async (t) => {
  const driver = mockDriver();
  t.deepEqual(
    (await apply(driver, [addNamespace, addVeth])).map(({ status }) => status),
    ['done', 'done'],
  );
  t.deepEqual(driver.applied, [addNamespace, addVeth]);
  t.is(driver.appliedOf('link.add')[0]?.kind, 'veth');
  const { namespaces } = await driver.read({ namespaces: ['web'] });
  t.like(namespaces[0]?.links[1], { name: 'eth0', operstate: 'UP', peer: { name: 'web-eth0', namespace: HOST } });
});

test('claims what was carried out, and what was not', async (t) => {
  const driver = mockDriver();
  await apply(driver, [addNamespace, addVeth]);
  const found = driver.assertApplied('link.add', { namespace: 'web', data: { peer: { name: 'web-eth0' } } });
  t.is(found.kind, 'veth');
  driver.assertApplied('namespace.add');
  driver.assertNotApplied('link.add', { mtu: 1400 });
  const wrong = t.throws(() => driver.assertApplied('link.add', { name: 'eth1' }), { name: 'AssertionError' });
  t.regex(wrong.message, /no link\.add with {"name":"eth1"} was carried out; there were:\n {2}{"op":"link\.add"/);
  t.throws(() => driver.assertApplied('route.add'), { message: /was none at all/ });
  t.throws(() => driver.assertNotApplied('link.add', { up: true }), { message: /add veth eth0/ });
  // @ts-expect-error an operation has no such field
  t.throws(() => driver.assertApplied('link.add', { color: 'red' }));
});

test('operations take the time that they are said to, in order, and stop when it is over', async (t) => {
  const driver = mockDriver({ latency: ({ op }) => (op === 'link.add' ? 60 : 0) });
  const begun = performance.now();
  await apply(driver, [addNamespace, addVeth]);
  t.true(performance.now() - begun >= 59);
  t.deepEqual(driver.applied, [addNamespace, addVeth]);
  const slow = mockDriver({ latency: 30 });
  const outcomes: string[] = [];
  await slow.apply([addNamespace, addVeth], {
    after: [[], [0]],
    signal: AbortSignal.timeout(15),
    onOutcome: (_, { status }) => outcomes.push(status),
  });
  t.deepEqual(outcomes, ['done', 'not-run']);
});

test('a clock that is stepped by hand decides when an IPv6 address is usable', async (t) => {
  const kernel = simulatedKernel({ time: 'stepped' });
  const driver = mockDriver({ kernel });
  await apply(driver, [{ op: 'address.add', namespace: HOST, link: 'eth0', family: 'inet6', address: 'fd00::1/64' }]);
  const tentative = async (): Promise<unknown> => {
    const { namespaces } = await driver.read({ namespaces: [HOST] });
    return namespaces[0]?.addresses.find(({ address }) => address === 'fd00::1/64')?.tentative;
  };
  t.true(await tentative());
  kernel.clock.advance(999);
  t.true(await tentative());
  kernel.clock.advance(1);
  t.is(await tentative(), undefined);
});

test('fails as asked, once, and stops there', async (t) => {
  const driver = mockDriver();
  driver.fail({ op: 'link.add', errno: 'ENOMEM', kernelMessage: 'out of memory' });
  t.deepEqual(await apply(driver, [addVeth, addNamespace]), [
    { status: 'failed', errno: 'ENOMEM', kernelMessage: 'out of memory' },
    { status: 'not-run' },
  ]);
  t.deepEqual(driver.applied, []);
  t.is((await apply(driver, [addNamespace, addVeth])).at(-1)?.status, 'done');
});

test('counts the operations that a fault fits', async (t) => {
  const driver = mockDriver();
  driver.fail({ op: 'namespace.add', nth: 3, errno: 'ENOSPC' });
  const names = ['a', 'b', 'c', 'd'].map((namespace): KernelOperation => ({ op: 'namespace.add', namespace }));
  const outcomes = await apply(driver, names);
  t.deepEqual(
    outcomes.map(({ status }) => status),
    ['done', 'done', 'failed', 'not-run'],
  );
});

test('a fault during rollback leaves the commit alone', async (t) => {
  const driver = mockDriver({ faults: [{ op: 'namespace.delete', errno: 'EBUSY', during: 'rollback' }] });
  const remove: KernelOperation = { op: 'namespace.delete', namespace: 'web' };
  t.is((await apply(driver, [addNamespace, remove]))[1]?.status, 'done');
  await apply(driver, [addNamespace]);
  t.like((await apply(driver, [remove], 'rollback'))[0], { status: 'failed', errno: 'EBUSY' });
});

test('a lost answer leaves the outcome unknown, with the operation done', async (t) => {
  const driver = mockDriver({ faults: [{ op: 'namespace.add', effect: 'lost' }] });
  t.deepEqual(await apply(driver, [addNamespace]), [{ status: 'unknown' }]);
  t.deepEqual(await driver.namespaces?.(), ['web']);
});

test('a process that dies answers nothing more; another goes on with its kernel', async (t) => {
  const kernel = simulatedKernel();
  const driver = mockDriver({ kernel, faults: [{ op: 'link.add', effect: 'dies' }] });
  let answered = false;
  void apply(driver, [addNamespace, addVeth]).then(() => (answered = true));
  await driver.died;
  void driver.read({ namespaces: 'all' }).then(() => (answered = true));
  const next = mockDriver({ kernel });
  t.deepEqual(await next.namespaces?.(), ['web']);
  t.is((await next.read({ namespaces: ['web'] })).namespaces[0]?.links.length, 1);
  t.false(answered);
});

test('a process that dies carries out nothing more of what it has under way beside', async (t) => {
  const driver = mockDriver({
    latency: ({ op }) => (op === 'namespace.add' ? 20 : 0),
    faults: [{ op: 'link.set', effect: 'dies' }],
  });
  void apply(driver, [addNamespace]);
  void apply(driver, [{ op: 'link.set', namespace: HOST, name: 'eth0', changes: { mtu: 1400 } }]);
  await driver.died;
  await sleep(60);
  t.deepEqual(driver.kernel.namespaces(), []);
});

test('a fault that could never strike as it says is refused', (t) => {
  const driver = mockDriver();
  const refused = (fault: object, message: RegExp) =>
    t.throws(() => driver.fail(fault), { instanceOf: RangeError, message });
  refused({ nth: 0 }, /`nth` to be a whole number, 1 or more, got 0/);
  for (const times of [0, 1.5, Number.NaN]) refused({ times }, /`times` to be a whole number, .*or Infinity, got /);
  refused({ effect: 'explodes' }, /`effect` to be one of fails, lost, dies, got "explodes"/);
  refused({ during: 'reboot' }, /`during` to be one of commit, rollback, undo, recover, got "reboot"/);
  t.throws(() => mockDriver({ faults: [{ nth: -1 }] }), { instanceOf: RangeError });
});

test('an aborted apply runs nothing more', async (t) => {
  const driver = mockDriver();
  const outcomes: string[] = [];
  const result = await driver.apply([addNamespace], {
    after: [[]],
    signal: AbortSignal.abort(),
    onOutcome: (_, { status }) => outcomes.push(status),
  });
  t.deepEqual(result.outcomes, [{ status: 'not-run' }]);
  t.deepEqual(outcomes, ['not-run']);
});

test('commands are answered through a real process', async (t) => {
  const driver = mockDriver({ exec: (file, args) => ({ stdout: `${file} ${args.join(' ')}`, exitCode: 3 }) });
  await apply(driver, [addNamespace]);
  const [file, ...args] = driver.wrap?.('web', 'ip', ['-j', 'addr']) ?? [''];
  const result = await execa(file, args, { reject: false });
  t.is(result.stdout, 'ip -j addr');
  t.is(result.exitCode, 3);
  const [unanswered, ...more] = mockDriver().wrap?.(HOST, 'ip', []) ?? [''];
  t.is((await execa(unanswered, more, { reject: false })).exitCode, 127);
  const [nowhere, ...rest] = driver.wrap?.('none', 'ip', []) ?? [''];
  const { exitCode, stderr } = await execa(nowhere, rest, { reject: false });
  t.deepEqual([exitCode, stderr], [255, 'Cannot open network namespace: namespace "none" does not exist']);
});

test('a probe that never answers is waited for as long as is asked', async (t) => {
  const driver = mockDriver({ probe: async () => new Promise<void>(() => {}) });
  const target = { namespace: HOST, protocol: 'icmp', address: '192.0.2.1' } as const;
  const over = AbortSignal.timeout(10);
  await t.throwsAsync(async () => driver.probe?.({ ...target, signal: over }), { any: true, name: 'TimeoutError' });
  await t.throwsAsync(async () => driver.probe?.({ ...target, signal: over }), { any: true, name: 'TimeoutError' });
  const refusing = mockDriver({
    probe: () => {
      throw new Error('connection refused');
    },
  });
  const signal = new AbortController().signal;
  await t.throwsAsync(async () => refusing.probe?.({ ...target, signal }), { message: 'connection refused' });
});

test('probes follow the simulated network', async (t) => {
  const driver = mockDriver();
  await apply(driver, [
    addNamespace,
    addVeth,
    { op: 'address.add', namespace: 'web', link: 'eth0', family: 'inet', address: '10.0.0.2/24' },
    { op: 'address.add', namespace: HOST, link: 'web-eth0', family: 'inet', address: '10.0.0.1/24' },
    { op: 'link.set', namespace: 'web', name: 'lo', changes: { up: true } },
  ]);
  const target = { namespace: 'web', protocol: 'icmp', signal: new AbortController().signal } as const;
  await t.notThrowsAsync(async () => driver.probe?.({ ...target, address: '10.0.0.1' }));
  const error = await t.throwsAsync(async () => driver.probe?.({ ...target, address: '10.0.0.9' }));
  t.regex(error?.message ?? '', /nobody on the network of eth0 has 10\.0\.0\.9/);
});

test('ten thousand operations and a state of ten thousand links take little time', async (t) => {
  const driver = mockDriver();
  const operations = Array.from({ length: 10_000 }, (_, index): KernelOperation => ({
    op: 'link.add',
    namespace: HOST,
    kind: 'bridge',
    name: `br${index}`,
    data: {},
  }));
  await apply(mockDriver(), operations);
  const begun = performance.now();
  await apply(driver, operations);
  const applied = performance.now();
  const { namespaces } = await driver.read({ namespaces: [HOST] });
  const read = performance.now();
  t.is(namespaces[0]?.links.length, 10_002);
  t.log(`applied in ${(applied - begun).toFixed(1)} ms, read in ${(read - applied).toFixed(1)} ms`);
});
