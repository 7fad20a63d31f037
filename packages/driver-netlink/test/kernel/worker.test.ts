import './sandbox-only.js';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import test from 'ava';
import type { KernelOperation } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { run } from './support/ip.js';
import { withLab } from './support/lab.js';

const server = new URL('support/server.js', import.meta.url);
const client = new URL('support/client.js', import.meta.url);

/** A module that has no file. */
const code = (text: string): URL => new URL(`data:text/javascript,${encodeURIComponent(text)}`);

/** Two namespaces, a link between them, an address each. */
const PAIR: readonly KernelOperation[] = [
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'veth',
    name: 'v0',
    up: true,
    data: { peer: { name: 'v1', namespace: 'green', up: true } },
  },
  { op: 'address.add', namespace: 'blue', link: 'v0', family: 'inet', address: '10.0.0.1/24' },
  { op: 'address.add', namespace: 'green', link: 'v1', family: 'inet', address: '10.0.0.2/24' },
];

test('HTTP and datagrams from one namespace to another, by address and by a name', (t) =>
  withLab(t, ['blue', 'green'], async ({ driver, done }) => {
    await done(...PAIR);
    await using serving = await driver.worker('blue', server, { workerData: { address: '10.0.0.1' } });
    const [interfaces] = (await once(serving, 'message')) as [string[]];
    t.deepEqual(interfaces, ['v0']);
    writeFileSync('/run/hosts', '10.0.0.1 server.test\n');
    run('mount', '--bind', '/run/hosts', '/etc/hosts');
    try {
      for (const host of ['10.0.0.1', 'server.test']) {
        await using fetching = await driver.worker('green', client, { workerData: { host } });
        t.deepEqual(await once(fetching, 'message'), [['10.0.0.1 got /hello', 'ping']]);
      }
    } finally {
      run('umount', '/etc/hosts');
    }
    await t.throwsAsync(fetch('http://10.0.0.1:8080/'), undefined, 'the main thread is elsewhere');
  }));

test('a worker on the host, and one in a namespace that does not exist', (t) =>
  withLab(t, [], async ({ driver, done }) => {
    await done({ op: 'link.set', namespace: HOST, name: 'lo', changes: { up: true } });
    await using serving = await driver.worker(HOST, server, { workerData: { address: '127.0.0.1' } });
    await once(serving, 'message');
    t.is(await (await fetch('http://127.0.0.1:8080/x')).text(), '127.0.0.1 got /x');
    await t.throwsAsync(driver.worker('nowhere', server), { message: /could not enter: .*ENOENT/ });
  }));

test('code that Node would run before the thread is inside is refused', (t) =>
  withLab(t, ['blue'], async ({ driver }) => {
    await t.throwsAsync(driver.worker('blue', '0', { eval: true }), {
      code: 'NETLOOM_ERR_UNSUPPORTED',
      message: /eval/,
    });
  }));

test("a worker's error is its owner's, also where nobody listens for it", (t) =>
  withLab(t, ['blue'], async ({ driver }) => {
    const worker = await driver.worker('blue', code('setTimeout(() => { throw new Error("mine"); }, 50)'));
    t.is(worker.listenerCount('error'), 0);
    t.is(worker.listenerCount('exit'), 0);
    const [error] = (await once(worker, 'error')) as [Error];
    t.is(error.message, 'mine');
  }));

test('a worker in a process whose own options a thread cannot have, beside one that it can', (t) =>
  withLab(t, ['blue'], async ({ driver }) => {
    const own = ['--stack-trace-limit=50', '--title=x', '--conditions', 'own'];
    process.execArgv.push(...own);
    try {
      const says = "import { parentPort } from 'node:worker_threads'; parentPort.postMessage(process.execArgv);";
      await using worker = await driver.worker('blue', code(says));
      const [options] = (await once(worker, 'message')) as [string[]];
      t.deepEqual(options.slice(-4, -1), ['--conditions', 'own', '--import']);
      t.false(options.some((option) => own.slice(0, 2).includes(option)));
    } finally {
      process.execArgv.splice(-own.length);
    }
  }));
