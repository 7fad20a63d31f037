import './sandbox-only.js';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { CommitError, createNet } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';
import { DRIVERS } from './support/drivers.js';
import { meanwhile } from './support/meanwhile.js';
import { observe, settle } from './support/observe.js';
import { bare } from './support/scene.js';
import { output, shell } from './support/shell.js';

const SCENE = `
  ip link add used0 type veth peer name used1
  ip link set used0 up; ip link set used1 up
  ip address add 10.8.0.1/24 dev used0
  ip route add 10.88.0.0/16 via 10.8.0.2
  sleep 1.8`;

for (const { name, open } of DRIVERS) {
  test.serial(`${name}: what stands behind an operation that fails is not done, not even for a moment`, async (t) => {
    t.teardown(bare);
    bare();
    shell(SCENE);
    const changes = (): string => readFileSync('/sys/class/net/used0/carrier_changes', 'utf8');
    const before = observe();
    const carrier = changes();
    // Somebody takes a name in the last moment: the second of four operations fails.
    const driver = meanwhile(open(), () => 'ip link add taken type bridge');
    await using net = createNet({ driver });
    const error = await t.throwsAsync(
      net.host().bridge('first').bridge('taken').link('used0', { up: false }).delete('used1').commit(),
      { instanceOf: CommitError },
    );
    t.is(error?.errno, 'EEXIST');
    t.is(changes(), carrier);
    t.not(output('ip', 'link', 'show', 'taken'), '', 'theirs is there');
    shell('ip link del taken');
    t.deepEqual(await settle(before), before);
  });
}

const CHILD = fileURLToPath(new URL('./support/slow-committer.js', import.meta.url));

test.serial('iproute2: what ip has begun when the process is killed is waited for, and then taken back', async (t) => {
  t.teardown(bare);
  bare();
  shell(SCENE);
  const before = observe();
  const folder = mkdtempSync('/run/slow-ip-');
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const ip = join(folder, 'ip');
  // Takes its time with batches, as on a machine with thousands of links.
  writeFileSync(ip, '#!/bin/sh\ncase "$*" in *-j*) ;; *-batch*) sleep 1.5 ;; esac\nexec ip "$@"\n');
  chmodSync(ip, 0o755);
  const child: ChildProcess = fork(CHILD, [ip], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  await delay(500);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await using net = createNet({ driver: iproute2() });
  t.deepEqual(observe(), before, 'nothing was done yet');
  const [record] = await net.recover();
  t.is(record?.state, 'rolled-back');
  t.deepEqual(await settle(before), before);
  await delay(2000);
  t.deepEqual(observe(), before, 'nor is anything done later');
});
