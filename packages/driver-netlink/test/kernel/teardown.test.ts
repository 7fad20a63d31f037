import './sandbox-only.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'ava';
import type { KernelOperation } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { withLab } from './support/lab.js';

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `p${index}`);

const pod = (namespace: string, index: number): KernelOperation => ({
  op: 'link.add',
  namespace,
  kind: 'veth',
  name: 'eth0',
  ifindex: 7000 + 2 * index,
  up: true,
  data: { peer: { name: `v${index}`, namespace: HOST, ifindex: 7001 + 2 * index, up: true } },
});

const deleteLink = (namespace: string, index: number): KernelOperation => ({
  op: 'link.delete',
  namespace,
  name: 'eth0',
  ifindex: 7000 + 2 * index,
});

test('links of many namespaces are deleted together', (t) =>
  withLab(t, names(20), async (lab) => {
    await lab.done(...names(20).map(pod));
    const begun = performance.now();
    await lab.done(...names(20).map(deleteLink));
    t.log(`${(performance.now() - begun).toFixed(0)} ms`);
    t.deepEqual((await lab.state()).links.length, 1);
    for (const name of names(20)) t.deepEqual((await lab.state(name)).links.length, 1);
  }));

test('one that cannot be deleted stops it: those before are gone, those behind are as they were', (t) =>
  withLab(t, names(6), async (lab) => {
    await lab.done(...names(6).map(pod), { op: 'link.set', namespace: HOST, name: 'v5', changes: { group: 9 } });
    const operations = names(6).map(deleteLink);
    operations.splice(3, 0, { op: 'link.delete', namespace: HOST, name: 'lo', ifindex: 1 });
    const outcomes = await lab.apply(...operations);
    t.deepEqual(
      outcomes.map(({ status }) => status),
      ['done', 'done', 'done', 'failed', 'not-run', 'not-run', 'not-run'],
    );
    t.like(outcomes[3], { errno: 'EOPNOTSUPP' });
    t.deepEqual(
      (await lab.state()).links.map(({ name, group }) => [name, group]),
      [
        ['lo', 0],
        ['v3', 0],
        ['v4', 0],
        ['v5', 9],
      ],
    );
  }));

test('one that does not exist stops it', (t) =>
  withLab(t, names(4), async (lab) => {
    await lab.done(...names(3).map(pod));
    const outcomes = await lab.apply(
      deleteLink('p0', 0),
      deleteLink('p1', 1),
      deleteLink('p3', 3),
      deleteLink('p2', 2),
    );
    t.deepEqual(
      outcomes.map((outcome) => (outcome.status === 'failed' ? outcome.errno : outcome.status)),
      ['done', 'done', 'ENODEV', 'not-run'],
    );
    t.deepEqual(
      (await lab.state()).links.map(({ name }) => name),
      ['lo', 'v2'],
    );
  }));

test('what goes with another is gone when its turn comes', (t) =>
  withLab(t, ['p0'], async (lab) => {
    const status = async (...operations: readonly KernelOperation[]): Promise<readonly string[]> =>
      (await lab.apply(...operations)).map((outcome) => (outcome.status === 'failed' ? outcome.errno : outcome.status));
    const host = (name: string): KernelOperation => ({ op: 'link.delete', namespace: HOST, name });

    await lab.done(pod('p0', 0));
    t.deepEqual(await status(deleteLink('p0', 0), host('v0')), ['done', 'ENODEV']);

    const bridge: KernelOperation = {
      op: 'link.add',
      namespace: HOST,
      kind: 'bridge',
      name: 'br0',
      up: true,
      data: {},
    };
    const child: KernelOperation = {
      op: 'link.add',
      namespace: HOST,
      kind: 'macvlan',
      name: 'm0',
      data: { parent: 'br0', parentNamespace: HOST, mode: 'bridge' },
    };
    await lab.done(bridge, child);
    t.deepEqual(await status(host('br0'), host('m0')), ['done', 'ENODEV']);
    await lab.done(bridge, child);
    t.deepEqual(await status(host('m0'), host('br0')), ['done', 'done']);
  }));

test('a namespace is gone with the host ends of its links, whose names are free at once', (t) =>
  withLab(t, [], async (lab) => {
    for (let round = 0; round < 5; round += 1) {
      await lab.done(
        ...names(5).map((namespace) => ({ op: 'namespace.add', namespace }) as const),
        ...names(5).map(pod),
        ...names(5).map((namespace) => ({ op: 'namespace.delete', namespace }) as const),
      );
      t.is((await lab.state()).links.length, 1);
    }
  }));

test('a namespace is gone with its macvlans, whose addresses are free at once', (t) =>
  withLab(t, [], async (lab) => {
    const macvlan = (namespace: string, index: number): KernelOperation => ({
      op: 'link.add',
      namespace,
      kind: 'macvlan',
      name: 'eth0',
      ifindex: 7000 + index,
      mac: `02:00:00:00:01:0${index}`,
      up: true,
      data: { parent: 'br0', parentNamespace: HOST, mode: 'bridge' },
    });
    await lab.done({ op: 'link.add', namespace: HOST, kind: 'bridge', name: 'br0', up: true, data: {} });
    const begun = performance.now();
    for (let round = 0; round < 5; round += 1) {
      await lab.done(
        ...names(5).map((namespace) => ({ op: 'namespace.add', namespace }) as const),
        ...names(5).map(macvlan),
        ...names(5).map((namespace) => ({ op: 'namespace.delete', namespace }) as const),
      );
    }
    // Each time heard of, and not waited for until nothing comes for a second.
    t.true(performance.now() - begun < 4000, `${(performance.now() - begun).toFixed(0)} ms`);
  }));

test('a namespace that a process lives in is removed by name, and the wait for its links has an end', (t) =>
  withLab(t, ['p0'], async (lab) => {
    await lab.done(pod('p0', 0));
    const [file, ...args] = lab.driver.wrap?.('p0', 'sleep', ['60']) ?? ['false'];
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child, 'spawn');
    // nsenter, unshare and the shell have given way to sleep when it can be found inside.
    while ((await lab.driver.read({ namespaces: [{ pid: child.pid ?? 0 }] })).namespaces[0]?.links.length !== 2) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await lab.done({ op: 'namespace.delete', namespace: 'p0' });
    t.deepEqual(await lab.driver.namespaces?.(), []);
    t.is((await lab.state()).links.length, 2);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }));
