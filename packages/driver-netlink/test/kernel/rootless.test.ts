import './sandbox-only.js';
import { execFileSync } from 'node:child_process';
import test from 'ava';
import type { KernelOperation } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { netlink } from '@netloom/driver-netlink';
import { withLab } from './support/lab.js';

const POD: readonly KernelOperation[] = [
  { op: 'link.add', namespace: HOST, kind: 'bridge', name: 'br0', up: true, data: {} },
  { op: 'address.add', namespace: HOST, link: 'br0', family: 'inet', address: '10.0.0.1/24' },
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'veth',
    name: 'eth0',
    up: true,
    data: { peer: { name: 'v0', namespace: HOST, up: true, master: 'br0' } },
  },
  { op: 'address.add', namespace: 'blue', link: 'eth0', family: 'inet', address: '10.0.0.2/24' },
];

test('a network in a private namespace, and nothing of it outside', (t) =>
  withLab(
    t,
    ['blue'],
    async ({ driver, done, state }) => {
      await done(...POD);
      t.true((await driver.capabilities()).rootless);
      t.false(driver.durable);
      t.like((await state('blue')).links[1], { name: 'eth0', operstate: 'UP', peer: { name: 'v0', namespace: HOST } });
      await driver.probe?.({
        namespace: 'blue',
        protocol: 'icmp',
        address: '10.0.0.1',
        signal: AbortSignal.timeout(3000),
      });
      for (const [namespace, expected] of [
        ['blue', 'eth0\nlo\n'],
        [HOST, 'br0\nlo\nv0\n'],
      ] as const) {
        const [file, ...args] = driver.wrap?.(namespace, 'sh', [
          '-c',
          'ip -br link | cut -d@ -f1 | cut -d" " -f1 | sort',
        ]) ?? [''];
        t.is(execFileSync(file, args, { encoding: 'utf8' }), expected);
      }
      const outside = netlink();
      t.deepEqual(await outside.namespaces?.(), []);
      await outside.close();
    },
    { rootless: true },
  ));

test('before the first use there is nothing to run a command in, and never a worker', async (t) => {
  const driver = netlink({ rootless: true });
  t.throws(() => driver.wrap?.('blue', 'true', []), {
    code: 'NETLOOM_ERR_UNSUPPORTED',
    message: /commit or inspect first/,
  });
  await t.throwsAsync(driver.worker('blue', 'x.js'), { code: 'NETLOOM_ERR_UNSUPPORTED' });
  await driver.close();
});

test('a helper that dies takes its network along, and the next call starts another', (t) =>
  withLab(
    t,
    ['blue'],
    async ({ driver, apply }) => {
      const [, , pid] = driver.wrap?.(HOST, 'true', []) ?? [];
      const dying = driver.probe?.({
        namespace: HOST,
        protocol: 'icmp',
        address: '127.0.0.1',
        signal: AbortSignal.timeout(9000),
      });
      process.kill(Number(pid), 'SIGKILL');
      await t.throwsAsync(async () => dying);
      t.deepEqual(await driver.namespaces?.(), []);
      t.is((await apply({ op: 'namespace.add', namespace: 'blue' }))[0]?.status, 'done');
    },
    { rootless: true },
  ));
