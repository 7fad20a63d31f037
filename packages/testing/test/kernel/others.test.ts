import './sandbox-only.js';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { createNet, type Driver, type Net, type Transaction } from '@netloom/core';
import { DRIVERS } from './support/drivers.js';
import { observe, settle } from './support/observe.js';
import { bare } from './support/scene.js';
import { shell } from './support/shell.js';

const COMMITTER = fileURLToPath(new URL('./support/committer.js', import.meta.url));

/** What others have built on what an undo would take, and how it is taken away again. */
const DEPENDENTS: readonly (readonly [
  what: string,
  change: (net: Net) => Transaction,
  theirs: string,
  away: string,
])[] = [
  [
    'a macvlan on a link',
    (net) => net.host().veth('ours0', { peer: 'ours1' }),
    'ip link add theirs0 link ours0 type macvlan mode bridge',
    'ip link del theirs0',
  ],
  [
    'a port of a bridge',
    (net) => net.host().bridge('ours0'),
    'ip link set ext0 master ours0',
    'ip link set ext0 nomaster',
  ],
  [
    'a link in a namespace',
    (net) => net.namespace('ours'),
    'ip -n ours link add theirs0 type bridge',
    'ip -n ours link del theirs0',
  ],
  [
    'a route from an address',
    (net) => net.host().address('ext0', '10.5.0.1/24'),
    'ip route add 10.77.0.0/16 via 10.6.0.2 src 10.5.0.1',
    'ip route del 10.77.0.0/16',
  ],
];

/**
 * Commits a namespace, and has somebody else delete it and make another of its name, until that has its inode as well. It
 * has at once, most times; where others make namespaces all the time, its being another must do.
 */
async function replacedUnnoticed(t: ExecutionContext, open: () => Driver): Promise<string> {
  const inode = (): number => statSync('/run/netns/again').ino;
  for (let turn = 0; ; turn++) {
    // As long as a driver has a socket in it, its inode is given to nobody.
    const net = createNet({ driver: open() });
    const { id } = await net.namespace('again').commit();
    await net[Symbol.asyncDispose]();
    const ours = inode();
    shell('ip netns del again; sleep 0.05; ip netns add again');
    if (inode() === ours || turn === 30) {
      t.log(`the inode is ${inode() === ours ? 'the same' : 'another, after all tries'}`);
      return id;
    }
    shell('ip netns del again');
  }
}

for (const { name, open } of DRIVERS) {
  test.serial(
    `${name}: a namespace of the same name and inode, made by somebody else, is not taken for ours`,
    async (t) => {
      t.teardown(bare);
      bare();
      const id = await replacedUnnoticed(t, open);
      shell('ip -n again link add theirs0 type bridge');
      const theirs = observe();
      await using net = createNet({ driver: open() });
      const { undone, gone } = await net.undo(id);
      t.deepEqual([undone, gone.map(({ op }) => op)], [[], ['namespace.add']]);
      t.deepEqual(observe(), theirs);
      const others = await net.commits();
      t.false(others.some((other) => other.id === id));
      for (const other of others) await net.forget(other.id);
    },
  );

  for (const [what, change, theirs, away] of DEPENDENTS) {
    test.serial(`${name}: ${what} of somebody else is in the way of an undo, until it is gone`, async (t) => {
      t.teardown(bare);
      bare();
      shell(
        'ip link add ext0 type veth peer name ext1; ip link set ext0 up; ip link set ext1 up; ip address add 10.6.0.1/24 dev ext0; sleep 1.8',
      );
      await using net = createNet({ driver: open() });
      const before = observe();
      const commit = await change(net).commit();
      shell(theirs);
      const built = observe();
      await t.throwsAsync(commit.undo(), { code: 'NETLOOM_ERR_CONFLICT' });
      t.deepEqual(await settle(built), built);
      shell(away);
      await commit.undo();
      t.deepEqual(await settle(before), before);
    });
  }

  test.serial(`${name}: a guard holds the lock from the death of its process to the end of its undo`, async (t) => {
    t.teardown(bare);
    bare();
    const before = observe();
    const child = spawn(process.execPath, [COMMITTER, name, '20000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    await once(child.stdout, 'data');
    const lock = readdirSync('/run/netloom/tx').find((file) => file.endsWith('.lock')) ?? '';
    const path = `/run/netloom/tx/${lock}`;
    const isUnderWay = (): boolean => readdirSync('/run/netloom/tx').some((file) => /\.(pending|undoing)$/.test(file));
    t.true(isUnderWay());
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await once(child, 'exit');
    let tries = 0;
    // Whoever has the lock finds nothing under way any more.
    while (spawnSync('flock', ['-n', path, 'true']).status !== 0) tries += 1;
    t.false(isUnderWay());
    t.true(tries > 0, 'it was refused while the guard was at work');
    rmSync(path, { force: true });
    t.deepEqual(await settle(before), before);
  });
}

// By the cookie alone, which iproute2 does not tell: where the inode is another it knows it as well.
for (const { name, open } of DRIVERS.filter((driver) => driver.name === 'netlink')) {
  test.serial(
    `${name}: what was done in a namespace that was there goes with it, whatever is in its place`,
    async (t) => {
      t.teardown(bare);
      bare();
      const make = 'ip netns add again; ip -n again link set lo up';
      shell(make);
      await using net = createNet({ driver: open() });
      const commit = await net.namespace('again').address('lo', '10.9.9.9/32').commit();
      shell(`ip netns del again; sleep 0.05; ${make}; ip -n again address add 10.9.9.9/32 dev lo`);
      const theirs = observe();
      t.deepEqual((await commit.undo()).undone, []);
      t.deepEqual(observe(), theirs);
    },
  );
}
