import './sandbox-only.js';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { CommitError, createNet, UnsupportedError, type Net } from '@netloom/core';
import { DRIVERS } from './support/drivers.js';
import { observe, settle } from './support/observe.js';
import { bare } from './support/scene.js';
import { shell } from './support/shell.js';

/** A file system of its own for a journal. */
function mounted(t: ExecutionContext, options: string): string {
  const path = mkdtempSync('/run/journal-');
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
  t.teardown(() => {
    execFileSync('umount', ['--lazy', path]);
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

function fill(path: string): void {
  try {
    for (let n = 0; ; n++) writeFileSync(join(path, `filling-${n}`), Buffer.alloc(4096));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

const pod = (net: Net) => net.namespace('pod').veth('eth0', { peer: 'pod0' }).host().delete('old0');
const SCENE = 'ip link add old0 type veth peer name old1';

for (const { name, open } of DRIVERS) {
  test.serial(`${name}: a journal that is full, without inodes, or read-only: nothing is touched`, async (t) => {
    t.teardown(bare);
    bare();
    shell(SCENE);
    const before = observe();
    const full = mounted(t, 'mode=700,size=64k');
    mkdirSync(join(full, 'tx'), { mode: 0o700 });
    mkdirSync(join(full, 'ns'), { mode: 0o700 });
    fill(full);
    const inodeless = mounted(t, 'mode=700,nr_inodes=1');
    const readOnly = mounted(t, 'mode=700,ro');
    for (const journal of [full, inodeless, readOnly]) {
      await using net = createNet({ driver: open(), journal });
      const error = await t.throwsAsync(pod(net).commit(), { instanceOf: UnsupportedError });
      t.true(error?.message.includes(journal));
      t.deepEqual(observe(), before);
    }
  });

  test.serial(
    `${name}: a journal that is full from the first operation on: the commit counts, and can be undone`,
    async (t) => {
      t.teardown(bare);
      bare();
      shell(SCENE);
      const before = observe();
      const journal = mounted(t, 'mode=700,size=256k');
      await using net = createNet({ driver: open(), journal });
      // What is learnt on the way has its room already.
      const commit = await pod(net)
        .namespace('second')
        .verify(() => fill(journal))
        .commit();
      t.deepEqual(
        commit.warnings.map(({ code }) => code).filter((code) => code !== 'not-exact'),
        ['not-recorded'],
      );
      t.like((await net.commits())[0], { id: commit.id, state: 'committed' });
      await commit.undo();
      const now = await settle(before);
      t.deepEqual(
        Object.values(now).map(({ links }) => links.length),
        Object.values(before).map(({ links }) => links.length),
      );
      t.deepEqual(
        readdirSync(join(journal, 'tx')).filter((file) => !file.startsWith('filling')),
        [],
      );
    },
  );

  test.serial(`${name}: a journal that is gone when the commit would count: all is rolled back`, async (t) => {
    t.teardown(bare);
    bare();
    shell(SCENE);
    const before = observe();
    const journal = mounted(t, 'mode=700');
    await using net = createNet({ driver: open(), journal });
    const commit = pod(net).verify(() => {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'ro', 'tmpfs', journal]);
      t.teardown(() => execFileSync('umount', ['--lazy', journal]));
    });
    await t.throwsAsync(commit.commit(), { instanceOf: CommitError });
    t.deepEqual(await settle(before), before);
  });

  test.serial(`${name}: a journal on a disk`, async (t) => {
    t.teardown(bare);
    bare();
    shell(SCENE);
    const journal = mkdtempSync('/var/tmp/netloom-journal-');
    t.teardown(() => rmSync(journal, { recursive: true, force: true }));
    t.log(`file system ${statfsSync(journal).type.toString(16)}`);
    const before = observe();
    await using net = createNet({ driver: open(), journal });
    await t.throwsAsync(
      pod(net)
        .verify(() => false)
        .commit(),
      { instanceOf: CommitError },
    );
    t.deepEqual(await settle(before), before);
    const commit = await net.namespace('pod').veth('eth0', { peer: 'pod0' }).commit();
    await using other = createNet({ driver: open(), journal });
    await other.undo(commit.id);
    t.deepEqual(await settle(before), before);
    t.deepEqual(readdirSync(join(journal, 'tx')), []);
  });
}
