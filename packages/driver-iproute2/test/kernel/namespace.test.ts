import './sandbox-only.js';
import { writeFileSync } from 'node:fs';
import test from 'ava';
import { HOST, type KernelOperation } from '@netloom/core';
import { apply, done, driver, namespaceFor, run, stateOf } from './sandbox.js';

test('namespaces are added, known, and deleted', async (t) => {
  const [added] = await apply(t, [{ op: 'namespace.add', namespace: 'new ns' }]);
  t.true((await driver.namespaces()).includes('new ns'));
  const { identity } = await stateOf(t, 'new ns');
  t.deepEqual(added, { status: 'done', identity });
  t.regex(identity.changeTime ?? '', /^\d+$/);
  await done(t, { op: 'namespace.delete', namespace: 'new ns' });
  t.false((await driver.namespaces()).includes('new ns'));
  t.deepEqual(await driver.read({ namespaces: ['new ns', { path: '/run/netns/new ns' }] }), { namespaces: [] });
});

test('a namespace that comes back under its name is another', async (t) => {
  await done(t, { op: 'namespace.add', namespace: 'again' });
  const before = (await stateOf(t, 'again')).identity;
  await done(t, { op: 'namespace.delete', namespace: 'again' }, { op: 'namespace.add', namespace: 'again' });
  t.notDeepEqual((await stateOf(t, 'again')).identity, before);
  await done(t, { op: 'namespace.delete', namespace: 'again' });
});

test('a plain file that a crash left behind is no namespace', async (t) => {
  writeFileSync('/run/netns/leftover', '');
  t.teardown(() => void run('ip netns delete leftover'));
  t.false((await driver.namespaces()).includes('leftover'));
  t.deepEqual((await driver.read({ namespaces: ['leftover'] })).namespaces, []);
});

test('all namespaces, and one by path and by process', async (t) => {
  const blue = namespaceFor(t);
  const { namespaces } = await driver.read({ namespaces: 'all' });
  t.deepEqual(namespaces[0]?.namespace, HOST);
  t.true(namespaces.some(({ namespace }) => namespace === blue));
  const [named, byPath, byPid] = (
    await driver.read({ namespaces: [blue, { path: `/run/netns/${blue}` }, { pid: process.pid }] })
  ).namespaces;
  t.is(named?.inode, byPath?.inode);
  t.deepEqual(named?.identity, byPath?.identity);
  t.is(byPid?.inode, namespaces[0]?.inode);
});

test('a thousand operations, and the failure in their middle', async (t) => {
  const blue = namespaceFor(t);
  const operations: KernelOperation[] = Array.from({ length: 300 }, (_, index) => ({
    op: 'route.add',
    namespace: blue,
    family: 'inet',
    destination: `10.${index >> 8}.${index & 255}.0/24`,
    table: 254,
    type: index === 150 ? 'unicast' : 'blackhole',
    ...(index === 150 ? { via: '192.0.2.1' } : {}),
  }));
  const outcomes = await apply(t, operations);
  t.deepEqual([...new Set(outcomes.slice(0, 150).map(({ status }) => status))], ['done']);
  t.like(outcomes[150], { status: 'failed', errno: 'ENETUNREACH', attribute: 'via' });
  t.deepEqual([...new Set(outcomes.slice(151).map(({ status }) => status))], ['not-run']);
  t.is((await stateOf(t, blue)).routes.length, 150);
});

test('parameters of a namespace and of the host', async (t) => {
  const blue = namespaceFor(t);
  const key = 'net/ipv4/ip_forward';
  await done(
    t,
    { op: 'sysctl.set', namespace: blue, key, value: '1' },
    { op: 'sysctl.set', namespace: blue, key: 'net/ipv4/conf/all/rp_filter', value: '1' },
    { op: 'sysctl.set', namespace: blue, key: 'net/ipv4/ip_local_port_range', value: '20000 30000' },
    { op: 'sysctl.set', namespace: HOST, key: 'net/ipv4/conf/default/forwarding', value: '1' },
    { op: 'sysctl.set', namespace: HOST, key: 'net/ipv4/conf/default/forwarding', value: '0' },
  );
  const asked = [key, 'net/ipv4/conf/all/rp_filter', 'net/ipv4/ip_local_port_range', 'net/ipv4/nope'];
  const { sysctls } = await stateOf(
    t,
    blue,
    asked.map((each) => ({ namespace: blue, key: each })),
  );
  t.deepEqual(sysctls, {
    'net/ipv4/ip_forward': '1',
    'net/ipv4/conf/all/rp_filter': '1',
    'net/ipv4/ip_local_port_range': '20000\t30000',
  });
  t.deepEqual((await stateOf(t, HOST, [{ namespace: HOST, key }])).sysctls, { [key]: '0' });
});

test('parameters that cannot be written', async (t) => {
  const blue = namespaceFor(t);
  const write = (namespace: typeof blue | typeof HOST, key: string, value: string): KernelOperation => ({
    op: 'sysctl.set',
    namespace,
    key,
    value,
  });
  const [missing, next] = await apply(t, [write(blue, 'net/ipv4/nope', '1'), write(blue, 'net/ipv4/ip_forward', '1')]);
  t.like(missing, { status: 'failed', errno: 'ENOENT', command: `ip netns exec ${blue} sysctl -w net/ipv4/nope=1` });
  t.deepEqual(next, { status: 'not-run' });
  const [bad] = await apply(t, [write(blue, 'net/ipv4/ip_local_port_range', 'x')]);
  t.like(bad, { status: 'failed', errno: 'EINVAL' });
  const [here] = await apply(t, [write(HOST, 'net/ipv4/nope', '1')]);
  t.like(here, { status: 'failed', errno: 'ENOENT' });
  const [outside] = await apply(t, [write(HOST, 'net/../kernel/hostname', 'x')]);
  t.like(outside, { status: 'failed', errno: 'EINVAL' });
});
