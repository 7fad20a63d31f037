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
