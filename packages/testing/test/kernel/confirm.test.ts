import './sandbox-only.js';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { createNet } from '@netloom/core';
import { DRIVERS } from './support/drivers.js';
import { observe, settle } from './support/observe.js';
import { bare } from './support/scene.js';
import { output } from './support/shell.js';

const COMMITTER = fileURLToPath(new URL('./support/committer.js', import.meta.url));

async function committer(name: string, windowMs: string, detached = false): Promise<ChildProcess> {
  const child = spawn(process.execPath, [COMMITTER, name, windowMs], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached,
  });
  await once(child.stdout ?? child, 'data');
  return child;
}

/** No file of a transaction that is under way, and no guard. */
async function nothingLeft(t: ExecutionContext): Promise<void> {
  for (let turn = 0; turn < 50 && output('pgrep', '-f', 'netloom-guard') !== ''; turn++) await delay(100);
  t.is(output('pgrep', '-f', 'netloom-guard'), '');
  t.deepEqual(
    readdirSync('/run/netloom/tx').filter((file) => !file.endsWith('.done') && !file.endsWith('.after')),
    [],
  );
}

for (const { name, open } of DRIVERS) {
  const small = (net: ReturnType<typeof createNet>) =>
    net.namespace('window').veth('w0', { peer: 'w1' }).host().bridge('wbr0');

  test.serial(`${name}: what is not confirmed in time is undone`, async (t) => {
    t.teardown(bare);
    bare();
    await using net = createNet({ driver: open() });
    const before = observe();
    const undone = new Promise((resolve) => net.on('undo:done', ({ reason }) => resolve(reason)));
    const commit = await small(net).commit({ confirmWithinMs: 300 });
    t.like((await net.commits())[0], { id: commit.id, state: 'unconfirmed' });
    t.is(await undone, 'unconfirmed');
    t.deepEqual(await settle(before), before);
    await t.throwsAsync(commit.confirm(), { code: 'NETLOOM_ERR_CONFLICT' });
    await nothingLeft(t);
  });

  test.serial(`${name}: what is confirmed stays, and can be undone`, async (t) => {
    t.teardown(bare);
    bare();
    await using net = createNet({ driver: open() });
    const before = observe();
    const commit = await small(net).commit({ confirmWithinMs: 400 });
    await commit.confirm();
    await commit.confirm();
    await delay(600);
    t.notDeepEqual(observe(), before);
    t.like((await net.commits())[0], { id: commit.id, state: 'committed' });
    await commit.undo();
    t.deepEqual(await settle(before), before);
    await nothingLeft(t);
  });

  test.serial(`${name}: what is undone within the window needs no confirmation`, async (t) => {
    t.teardown(bare);
    bare();
    await using net = createNet({ driver: open() });
    const before = observe();
    const commit = await small(net).commit({ confirmWithinMs: 5000 });
    await commit.undo();
    t.deepEqual(await settle(before), before);
    await nothingLeft(t);
  });

  for (const [how, windowMs] of [
    ['within its window', '20000'],
    ['while its checks run, guarded', 'guarded'],
  ] as const) {
    test.serial(`${name}: a process killed ${how} is undone by its guard`, async (t) => {
      t.teardown(bare);
      bare();
      const before = observe();
      const child = await committer(name, windowMs, true);
      t.notDeepEqual(observe(), before);
      // The whole group, and then nobody but the guard is left.
      process.kill(-(child.pid ?? 0), 'SIGKILL');
      await once(child, 'exit');
      for (let turn = 0; turn < 60 && JSON.stringify(observe()) !== JSON.stringify(before); turn++) await delay(100);
      t.deepEqual(await settle(before), before);
      await nothingLeft(t);
    });
  }

  test.serial(`${name}: a process that hangs is undone by its guard when the time is over`, async (t) => {
    t.teardown(bare);
    bare();
    const before = observe();
    const child = await committer(name, '500');
    process.kill(child.pid ?? 0, 'SIGSTOP');
    await delay(800);
    for (let turn = 0; turn < 60 && JSON.stringify(observe()) !== JSON.stringify(before); turn++) await delay(100);
    t.deepEqual(await settle(before), before);
    child.kill('SIGKILL');
    await nothingLeft(t);
  });
}
