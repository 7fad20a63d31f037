import './sandbox-only.js';
import { createServer } from 'node:net';
import { once } from 'node:events';
import test from 'ava';
import type { KernelOperation, ProbeTarget } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { withLab } from './support/lab.js';

const PAIR: readonly KernelOperation[] = [
  { op: 'link.set', namespace: HOST, name: 'lo', changes: { up: true } },
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'veth',
    name: 'v0',
    up: true,
    data: { peer: { name: 'v1', namespace: HOST, up: true } },
  },
  { op: 'address.add', namespace: 'blue', link: 'v0', family: 'inet', address: '10.0.0.1/24' },
  { op: 'address.add', namespace: HOST, link: 'v1', family: 'inet', address: '10.0.0.2/24' },
  { op: 'address.add', namespace: 'blue', link: 'v0', family: 'inet6', address: '2001:db8::1/64', noDad: true },
  { op: 'address.add', namespace: HOST, link: 'v1', family: 'inet6', address: '2001:db8::2/64', noDad: true },
];

const target = (address: string, ms: number, more: Partial<ProbeTarget> = {}): ProbeTarget => ({
  namespace: 'blue',
  protocol: 'icmp',
  address,
  signal: AbortSignal.timeout(ms),
  ...more,
});

for (const thread of ['worker', 'main'] as const) {
  test(`a ping of both families, ${thread}`, (t) =>
    withLab(
      t,
      ['blue'],
      async ({ driver, done }) => {
        await done(...PAIR);
        await t.notThrowsAsync(async () => driver.probe?.(target('10.0.0.2', 3000)));
        await t.notThrowsAsync(async () => driver.probe?.(target('2001:db8::2', 3000)));
        await t.throwsAsync(async () => driver.probe?.(target('10.0.0.77', 300)), {
          message: /10\.0\.0\.77 did not answer/,
        });
        await t.throwsAsync(async () => driver.probe?.(target('192.0.2.1', 3000)), {
          message: /did not answer: .*ENETUNREACH/,
        });
        await t.throwsAsync(async () => driver.probe?.(target('no address', 3000)), { message: /is no address/ });
      },
      { thread },
    ));

  test(`a TCP connection, ${thread}`, (t) =>
    withLab(
      t,
      ['blue'],
      async ({ driver, done }) => {
        await done(...PAIR);
        const server = createServer((socket) => socket.end()).listen(0, '10.0.0.2');
        await once(server, 'listening');
        const address = server.address();
        const port = typeof address === 'object' && address !== null ? address.port : 0;
        const tcp = { protocol: 'tcp', port } as const;
        await t.notThrowsAsync(async () => driver.probe?.(target('10.0.0.2', 3000, tcp)));
        server.close();
        await once(server, 'close');
        await t.throwsAsync(async () => driver.probe?.(target('10.0.0.2', 3000, tcp)), { message: /ECONNREFUSED/ });
        await t.throwsAsync(async () => driver.probe?.(target('10.0.0.3', 200, tcp)), { message: /did not answer/ });
      },
      { thread },
    ));
}
