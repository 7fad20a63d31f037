import { readFileSync, writeFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { createNet, HOST, type Net } from '@netloom/core';
import { mockDriver, recordDriver, replay, simulatedKernel, type Fault } from '@netloom/testing';
import { logFile } from './log.js';

async function connect(net: Net, name: string, address = '10.0.0.2/24'): Promise<void> {
  await net
    .host()
    .link('eth0', { mtu: 1400 })
    .namespace(name)
    .veth('eth0', { address, peer: { name: `${name}0`, master: 'br0' } })
    .route('default', { via: '10.0.0.1' })
    .commit();
}

/** Records what happens on a machine that has a bridge and something running already. */
async function recorded(t: ExecutionContext, faults: readonly Fault[], act: (net: Net) => Promise<void>) {
  const file = logFile(t);
  const kernel = simulatedKernel();
  await using before = createNet({ driver: mockDriver({ kernel }) });
  await before
    .host()
    .bridge('br0', { address: '10.0.0.1/24' })
    .namespace('old')
    .veth('eth0', { address: '10.0.0.9/24', peer: { name: 'old0', master: 'br0' } })
    .commit();
  await using net = createNet({ driver: recordDriver(mockDriver({ kernel, faults }), { file }) });
  await act(net);
  return file;
}

test('a log is a test of the simulated kernel by itself', async (t) => {
  const file = await recorded(t, [], async (net) => {
    await connect(net, 'web');
    await net.host().namespace('old').link('eth0', { mtu: 1300 }).commit();
    await net.host().deleteNamespace('web').commit();
  });
  const log = await replay(file);
  t.true(log.steps.length > 5);
  t.deepEqual(log.run(), []);
  t.deepEqual(log.driver.kernel.namespaces(), ['old']);
});

test('what failed in production fails again, and the code is seen to go back', async (t) => {
  const file = await recorded(t, [{ op: 'route.add', errno: 'ENOBUFS' }], async (net) => {
    await t.throwsAsync(connect(net, 'web'));
  });
  const log = await replay(file);
  await using net = createNet({ driver: log.driver });
  const error = await t.throwsAsync(connect(net, 'web'), { code: 'NETLOOM_ERR_COMMIT' });
  t.like(error, { errno: 'ENOBUFS' });
  t.deepEqual(log.differences(), []);
  t.deepEqual(await net.namespaces(), ['old']);
  const links = (await net.inspect()).links;
  t.deepEqual(
    links.map(({ name, mtu }) => [name, mtu]),
    [
      ['lo', 65536],
      ['eth0', 1500],
      ['br0', 1500],
      ['old0', 1500],
    ],
  );
});

test('code that does something else is told what', async (t) => {
  const file = await recorded(t, [], async (net) => connect(net, 'web'));
  const log = await replay(file);
  await using net = createNet({ driver: log.driver });
  await connect(net, 'web', '10.0.0.3/24');
  t.deepEqual(
    log.differences().map(({ kind }) => kind),
    ['operation'],
  );
  t.regex(log.differences()[0]?.message ?? '', /recorded was .*10\.0\.0\.2\/24.*asked was .*10\.0\.0\.3\/24/);
  await net.host().namespace('more').commit();
  t.true(log.differences().some(({ kind }) => kind === 'extra'));
});

test('what was recorded and is not asked for is told', async (t) => {
  const file = await recorded(t, [], async (net) => connect(net, 'web'));
  const log = await replay(file);
  t.is(log.differences().length, log.steps.length);
  t.regex(log.differences()[0]?.message ?? '', /^operation 1 was never asked for: /);
});

test('a kernel that answered otherwise than the simulated one is told', async (t) => {
  const file = await recorded(t, [], async (net) => connect(net, 'web'));
  const lines = readFileSync(file, 'utf8').split('\n');
  const changed = lines.map((line) =>
    line.startsWith('{"entry":"ended"')
      ? line.replace('{"status":"done"}]', '{"status":"failed","errno":"EEXIST"}]')
      : line,
  );
  writeFileSync(file, changed.join('\n'));
  const differences = (await replay(file)).run();
  t.true(differences.length > 0);
  t.regex(differences[0]?.message ?? '', /recorded was EEXIST, the simulated kernel says done/);
});

test('a log that ends while operations were under way is run as far as it goes', async (t) => {
  const file = await recorded(t, [], async (net) => connect(net, 'web'));
  const lines = readFileSync(file, 'utf8').split('\n');
  const last = lines.findLastIndex((line) => line.startsWith('{"entry":"ended"'));
  writeFileSync(file, `${lines.slice(0, last).join('\n')}\n{"entry":"ended","id":1,"outc`);
  t.deepEqual((await replay(file)).run(), []);
});

test('a parameter that is written later is put back as it was there', async (t) => {
  const file = logFile(t);
  const key = 'net/ipv4/conf/eth0/rp_filter';
  const kernel = simulatedKernel();
  kernel.apply({ op: 'sysctl.set', namespace: HOST, key, value: '2' });
  const act = async (net: Net): Promise<void> => {
    await net.host().link('eth0', { mtu: 1400 }).commit();
    const commit = await net.host().sysctl(key, '1').commit();
    await commit.undo();
  };
  await using net = createNet({ driver: recordDriver(mockDriver({ kernel }), { file }) });
  await act(net);
  const log = await replay(file);
  await using again = createNet({ driver: log.driver });
  await act(again);
  t.deepEqual(log.differences(), []);
});

test('a kernel that lacked a kind of link lacks it again', async (t) => {
  const file = logFile(t);
  const kernel = simulatedKernel({ features: { missingKinds: ['macvlan', 'macvtap'] } });
  const act = (net: Net) => net.namespace('lan').macvlan('eth0', { mode: 'bridge' }).commit();
  await using net = createNet({ driver: recordDriver(mockDriver({ kernel }), { file }) });
  await t.throwsAsync(act(net), { code: 'NETLOOM_ERR_UNSUPPORTED' });
  await using again = createNet({ driver: (await replay(file)).driver });
  await t.throwsAsync(act(again), { code: 'NETLOOM_ERR_UNSUPPORTED' });
});
