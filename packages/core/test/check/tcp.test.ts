import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { tcp, ValidationError } from '@netloom/core';
import type { ProbeTarget } from '@netloom/core';
import { checkContext } from './check-context.js';

async function listening(use: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await use((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

test('it has a name, and asks the driver where that can probe', async (t) => {
  const targets: ProbeTarget[] = [];
  const check = tcp('fd00::1', 443);
  t.is(check.name, 'tcp [fd00::1]:443');
  t.is(tcp('web', 80).name, 'tcp web:80');
  await check.run(checkContext({ probe: async (target) => void targets.push(target) }));
  t.like(targets[0], { namespace: 'web', protocol: 'tcp', address: 'fd00::1', port: 443 });
});

test('without a probe a connection is opened by a process in the namespace', async (t) => {
  await listening(async (port) => {
    await t.notThrowsAsync(async () => tcp('127.0.0.1', port).run(checkContext({})));
  });
});

test('a name is looked up there, whatever the driver can probe', async (t) => {
  await listening(async (port) => {
    const probe = (): Promise<void> => Promise.reject(new Error('a driver looks up no names'));
    await t.notThrowsAsync(async () => tcp('localhost', port).run(checkContext({ probe })));
  });
});

test('when the time is over it fails with the last reason', async (t) => {
  let port = 0;
  await listening(async (free) => void (port = free));
  const error = await t.throwsAsync(async () =>
    tcp('127.0.0.1', port, { timeoutMs: 3000, intervalMs: 500 }).run(checkContext({})),
  );
  t.regex(error.message, /^connect ECONNREFUSED 127\.0\.0\.1:\d+ \(tried .+ in 3000 ms\)$/);
});

test('a host that is none, or a port that is none, is refused at once', (t) => {
  t.throws(() => tcp('--eval', 80), { instanceOf: ValidationError });
  for (const port of [0, 65_536, 1.5, Number.NaN, -1])
    t.throws(() => tcp('web', port), { instanceOf: ValidationError });
});
