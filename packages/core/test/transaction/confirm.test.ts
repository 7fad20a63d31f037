import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { createNet, type Net } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';

/** Two programs on one network; the second keeps its journal to itself, so that it does not wait for the first. */
function nets(): [Net, Net] {
  const kernel = simulatedKernel();
  return [
    createNet({ driver: mockDriver({ kernel }), lockTimeoutMs: 100 }),
    createNet({ driver: mockDriver({ kernel }) }),
  ];
}

const mtuOf = async (net: Net): Promise<number | undefined> =>
  (await net.inspect()).links.find(({ name }) => name === 'eth0')?.mtu;

test('undo() after the window has ended gives what its end has undone', async (t) => {
  const [net] = nets();
  const undone = new Promise((resolve) => net.on('undo:done', ({ report }) => resolve(report)));
  const commit = await net.host().link('eth0', { mtu: 1400 }).commit({ confirmWithinMs: 50 });
  t.like((await net.commits())[0], { id: commit.id, state: 'unconfirmed' });
  const report = await undone;
  t.deepEqual(await commit.undo(), report);
  await commit[Symbol.asyncDispose]();
  t.is(await mtuOf(net), 1500);
});

test('an undo that is refused leaves the commit under way, and its window running', async (t) => {
  const [net, stranger] = nets();
  const reasons: string[] = [];
  net.on('undo:done', ({ reason }) => reasons.push(reason));
  const commit = await net.host().link('eth0', { mtu: 1400 }).bridge('br0').commit({ confirmWithinMs: 500 });
  await stranger.host().link('eth0', { mtu: 1350 }).commit();
  await t.throwsAsync(commit.undo(), { code: 'NETLOOM_ERR_CONFLICT' });
  const other = net.host().link('eth0', { mtu: 1300 }).commit();
  await t.throwsAsync(other, { code: 'NETLOOM_ERR_CONFLICT', message: /did not end in time/ });
  t.like((await net.commits())[0], { state: 'unconfirmed' });
  for (let turn = 0; turn < 100 && reasons.length === 0; turn++) await delay(20);
  t.deepEqual(reasons, ['unconfirmed']);
  t.deepEqual(await net.commits(), []);
  t.is(await mtuOf(net), 1350, 'what somebody else has set stays');
  t.false((await net.inspect()).links.some(({ name }) => name === 'br0'));
});

test('an end of the window that cannot be brought about is told, also where it is no error of ours', async (t) => {
  const kernel = simulatedKernel();
  const driver = mockDriver({ kernel });
  const net = createNet({ driver });
  const failed = new Promise<string>((resolve) => net.on('rollback:failed', ({ error }) => resolve(error.message)));
  await net.host().link('eth0', { mtu: 1400 }).commit({ confirmWithinMs: 50 });
  driver.read = async () => {
    throw new TypeError('a defect');
  };
  t.regex(await failed, /was not confirmed in time, and could not be undone: TypeError: a defect/);
});
