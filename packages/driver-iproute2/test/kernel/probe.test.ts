import './sandbox-only.js';
import { createServer } from 'node:net';
import test from 'ava';
import { DriverError, HOST } from '@netloom/core';
import { driver, namespaceFor, run } from './sandbox.js';

test.before(() => {
  run('ip link set dev lo up');
});

test('an echo request is answered, or not', async (t) => {
  const blue = namespaceFor(t);
  const signal = AbortSignal.timeout(20_000);
  await t.notThrowsAsync(driver.probe({ namespace: HOST, protocol: 'icmp', address: '127.0.0.1', signal }));
  await t.throwsAsync(driver.probe({ namespace: blue, protocol: 'icmp', address: '127.0.0.1', signal }), {
    instanceOf: DriverError,
    message: /127\.0\.0\.1 did not answer/,
  });
});

test('a connection is taken, or refused', async (t) => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const target = {
    namespace: HOST,
    protocol: 'tcp',
    address: '127.0.0.1',
    signal: AbortSignal.timeout(20_000),
  } as const;
  await t.notThrowsAsync(driver.probe({ ...target, port }));
  await t.throwsAsync(driver.probe({ ...target, port: 1 }), { message: /ECONNREFUSED/ });
});

test('the signal ends a probe', async (t) => {
  const blue = namespaceFor(t);
  run(`ip -n ${blue} link add name v0 type veth peer name v1`);
  run(`ip -n ${blue} link set dev v0 up`);
  run(`ip -n ${blue} link set dev v1 up`);
  run(`ip -n ${blue} address add 10.0.0.1/24 dev v0`);
  const begun = Date.now();
  const signal = AbortSignal.timeout(300);
  await t.throwsAsync(driver.probe({ namespace: blue, protocol: 'icmp', address: '10.0.0.2', signal }));
  t.true(Date.now() - begun < 4000);
});

test('an address that looks like an option is none', async (t) => {
  const signal = AbortSignal.timeout(20_000);
  await t.throwsAsync(driver.probe({ namespace: HOST, protocol: 'icmp', address: '-h', signal }), {
    instanceOf: DriverError,
  });
  await t.throwsAsync(driver.probe({ namespace: HOST, protocol: 'tcp', address: '--help', port: 80, signal }), {
    instanceOf: DriverError,
  });
});

test('what the kernel can do is found by trying', async (t) => {
  const { linkKinds } = await driver.capabilities();
  for (const kind of ['veth', 'bridge', 'macvlan']) t.true(linkKinds.has(kind), kind);
  t.false(linkKinds.has('no-such-kind'));
});
