import './sandbox-only.js';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readlinkSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { HOST } from '@netloom/core/driver';
import { run } from './support/ip.js';
import { withLab } from './support/lab.js';

test('a namespace without a name, by a process in it and by its path', (t) =>
  withLab(t, [], async ({ driver, done, apply, state }) => {
    const living = spawn('unshare', ['--net', 'sh', '-c', 'echo ready; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(living.stdout, 'data');
      const byPid = { pid: living.pid ?? 0 };
      const byPath = { path: `/proc/${byPid.pid}/ns/net` };
      await done(
        { op: 'link.add', namespace: byPid, kind: 'bridge', name: 'br0', up: true, data: {} },
        {
          op: 'link.add',
          namespace: HOST,
          kind: 'veth',
          name: 'v0',
          data: { peer: { name: 'v1', namespace: byPath, master: 'br0' } },
        },
      );
      const found = await state(byPath);
      t.deepEqual(found.links.map(({ name }) => name).toSorted(), ['br0', 'lo', 'v1']);
      t.is(`net:[${found.inode}]`, readlinkSync(byPath.path));
      t.is((await state(byPid)).inode, found.inode);
      const listing = `--net=/proc/${byPid.pid}/ns/net`;
      t.regex(run('nsenter', listing, '--', 'ip', '-o', 'link', 'show', 'master', 'br0'), /v1@/);
      await using inside = await driver.worker(
        byPid,
        new URL(
          "data:text/javascript,import {parentPort} from 'node:worker_threads'; import {readlinkSync} from 'node:fs'; parentPort.postMessage(readlinkSync('/proc/thread-self/ns/net'))",
        ),
      );
      t.deepEqual(await once(inside, 'message'), [`net:[${found.inode}]`]);
    } finally {
      living.kill('SIGKILL');
      await once(living, 'exit');
    }
    const gone = { pid: living.pid ?? 0 };
    t.deepEqual(await driver.read({ namespaces: [gone] }), { namespaces: [] });
    t.like((await apply({ op: 'link.delete', namespace: gone, name: 'br0' }))[0], {
      status: 'failed',
      errno: 'ENOENT',
    });
  }));

test('a command in a namespace has its network, its /sys and its files of /etc/netns', (t) =>
  withLab(t, ['blue'], async ({ driver, done }) => {
    await done({ op: 'link.add', namespace: 'blue', kind: 'bridge', name: 'inside', data: {} });
    // A folder of the sandbox stands in for the machine's /etc, which is left alone.
    mkdirSync('/run/etc/netns/blue', { recursive: true });
    writeFileSync('/run/etc/netns/blue/resolv.conf', 'nameserver 10.9.9.9');
    writeFileSync('/run/etc/resolv.conf', 'nameserver 10.1.1.1');
    const [file, ...args] =
      driver.wrap?.('blue', 'sh', ['-c', 'ls /sys/class/net; cat /etc/resolv.conf; echo "$0"', '; x']) ?? [];
    const command = ['-c', 'mount --bind /run/etc /etc && exec "$@"', 'sh', file ?? '', ...args];
    const text = execFileSync('unshare', ['--mount', 'sh', ...command], { encoding: 'utf8' });
    t.deepEqual(text.split('\n'), ['inside', 'lo', 'nameserver 10.9.9.9; x', '']);
    t.is(run('sh', '-c', 'ls /sys/class/net'), 'lo\n');
  }));

test('kinds that the driver says it can make are those that the kernel makes', (t) =>
  withLab(t, ['blue'], async ({ driver }) => {
    const { linkKinds, rootless } = await driver.capabilities(['dummy', 'ifb']);
    t.false(rootless);
    for (const kind of ['veth', 'bridge', 'macvlan']) t.true(linkKinds.has(kind), kind);
    for (const kind of ['bridge', 'dummy', 'ifb']) t.is(linkKinds.has(kind), isMade(kind), kind);
    t.false(linkKinds.has('no-such-kind'));
  }));

function isMade(kind: string): boolean {
  try {
    run('ip', '-n', 'blue', 'link', 'add', 'name', 'tried', 'type', kind);
  } catch {
    return false;
  }
  run('ip', '-n', 'blue', 'link', 'delete', 'dev', 'tried');
  return true;
}

test('no descriptor of the driver is handed on to a process that is started', (t) => {
  const inherited = (): string[] => run('ls', '/proc/self/fd').trim().split('\n');
  const before = inherited();
  return withLab(t, ['blue'], async ({ driver, done }) => {
    const controller = new AbortController();
    const watching = (async () => {
      for await (const event of driver.watch?.({ signal: controller.signal }) ?? []) t.truthy(event.type);
    })();
    for (let round = 0; round < 5; round += 1) {
      await done({ op: 'namespace.add', namespace: 'green' }, { op: 'namespace.delete', namespace: 'green' });
      t.deepEqual(inherited(), before);
    }
    controller.abort();
    await watching;
  });
});
