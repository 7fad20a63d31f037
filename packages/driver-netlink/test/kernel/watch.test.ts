import './sandbox-only.js';
import { execFileSync } from 'node:child_process';
import test from 'ava';
import type { KernelOperation, StateEvent, WatchOptions } from '@netloom/core';
import { HOST } from '@netloom/core/driver';
import { closeNamespace, openNamespace } from '../../dist/namespace/open-namespace.js';
import { NamespaceWatch } from '../../dist/watch/namespace-watch.js';
import { run } from './support/ip.js';
import { withLab, type Lab } from './support/lab.js';

const BRIDGE: KernelOperation = {
  op: 'link.add',
  namespace: HOST,
  kind: 'bridge',
  name: 'br0',
  ifindex: 5000,
  up: true,
  data: {},
};

function ofNamespaces(events: readonly StateEvent[]): readonly StateEvent[] {
  return events.filter(({ type }) => type.startsWith('namespace:'));
}

/** Collects events until one fits, and gives all. */
async function eventsUntil(
  { driver }: Lab,
  options: WatchOptions,
  act: () => Promise<unknown>,
  isLast: (event: StateEvent) => boolean,
): Promise<readonly StateEvent[]> {
  const events: StateEvent[] = [];
  const stream = driver.watch?.(options) ?? [];
  const acting = act();
  for await (const event of stream) {
    events.push(event);
    if (isLast(event)) break;
  }
  await acting;
  return events;
}

for (const thread of ['worker', 'main'] as const) {
  test(`links, addresses, routes and neighbours of a namespace, ${thread}`, (t) =>
    withLab(
      t,
      ['blue'],
      async (lab) => {
        const on = { namespace: 'blue', link: 'br0', family: 'inet' } as const;
        const events = await eventsUntil(
          lab,
          { namespace: 'blue' },
          () =>
            lab.done(
              { ...BRIDGE, namespace: 'blue' },
              { op: 'address.add', ...on, address: '10.0.0.1/24' },
              { op: 'neighbour.add', ...on, address: '10.0.0.9', mac: '02:00:00:00:00:09' },
              { op: 'link.set', namespace: 'blue', name: 'br0', changes: { name: 'br1' } },
              { op: 'link.delete', namespace: 'blue', name: 'br1' },
            ),
          ({ type }) => type === 'link:deleted',
        );
        const find = (type: StateEvent['type']): StateEvent | undefined => events.find((event) => event.type === type);
        t.like(find('link:added'), { namespace: 'blue', link: { name: 'br0', ifindex: 5000, kind: 'bridge' } });
        t.like(find('address:added'), { address: { link: 'br0', address: '10.0.0.1/24' } });
        t.like(find('neighbour:added'), { neighbour: { address: '10.0.0.9', state: 'permanent' } });
        t.true(events.some((event) => event.type === 'link:changed' && event.link.name === 'br1'));
        t.like(find('address:deleted'), { address: { address: '10.0.0.1/24' } });
        t.like(find('neighbour:deleted'), { neighbour: { address: '10.0.0.9' } });
        t.like(events.at(-1), { type: 'link:deleted', link: { name: 'br1' } });
      },
      { thread },
    ));
}

test('a route that goes with its link is told of, though the kernel does not', (t) =>
  withLab(t, ['blue'], async (lab) => {
    const route = { op: 'route.add', namespace: 'blue', family: 'inet', table: 254, type: 'unicast' } as const;
    const events = await eventsUntil(
      lab,
      { namespace: 'blue' },
      async () => {
        await lab.done({ ...BRIDGE, namespace: 'blue' }, { ...route, destination: '10.9.0.0/16', dev: 'br0' });
        await new Promise((resolve) => setTimeout(resolve, 100));
        await lab.done({ op: 'link.set', namespace: 'blue', name: 'br0', changes: { up: false } });
      },
      (event) => event.type === 'route:deleted' && event.route.destination === '10.9.0.0/16',
    );
    t.true(events.some((event) => event.type === 'route:added' && event.route.destination === '10.9.0.0/16'));
  }));

test('namespaces come and go, and what is in them is told of', (t) =>
  withLab(t, [], async (lab) => {
    const events = await eventsUntil(
      lab,
      {},
      async () => {
        // What another process does is seen once the watch has begun.
        await new Promise((resolve) => setTimeout(resolve, 200));
        run('ip', 'netns', 'add', 'green');
        await new Promise((resolve) => setTimeout(resolve, 100));
        await lab.done({ ...BRIDGE, namespace: 'green' });
        await new Promise((resolve) => setTimeout(resolve, 100));
        run('ip', 'netns', 'delete', 'green');
      },
      ({ type }) => type === 'namespace:deleted',
    );
    t.deepEqual(ofNamespaces(events), [
      { type: 'namespace:added', namespace: 'green' },
      { type: 'namespace:deleted', namespace: 'green' },
    ]);
    t.true(
      events.some((event) => event.type === 'link:added' && event.link.name === 'br0' && event.namespace === 'green'),
    );
  }));

test('a namespace in whose place another came at once is told of as both, and what is in the new one too', (t) =>
  withLab(
    t,
    ['green'],
    async (lab) => {
      const events = await eventsUntil(
        lab,
        {},
        async () => {
          await new Promise((resolve) => setTimeout(resolve, 200));
          // This thread, which watches as well, sees nothing until both are done.
          run('sh', '-c', 'ip netns delete green && ip netns add green');
          await new Promise((resolve) => setTimeout(resolve, 100));
          await lab.done({ ...BRIDGE, namespace: 'green' });
        },
        (event) => event.type === 'link:added' && event.link.name === 'br0',
      );
      t.deepEqual(ofNamespaces(events), [
        { type: 'namespace:deleted', namespace: 'green' },
        { type: 'namespace:added', namespace: 'green' },
      ]);
    },
    { thread: 'main' },
  ));

test('namespaces are told of also in a directory that came in the place of another', (t) =>
  withLab(t, [], async (lab) => {
    const events = await eventsUntil(
      lab,
      {},
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 200));
        run('sh', '-c', 'umount -l /run/netns; rmdir /run/netns');
        await new Promise((resolve) => setTimeout(resolve, 100));
        run('ip', 'netns', 'add', 'green');
        await new Promise((resolve) => setTimeout(resolve, 1500));
        run('ip', 'netns', 'delete', 'green');
      },
      ({ type }) => type === 'namespace:deleted',
    );
    t.deepEqual(ofNamespaces(events), [
      { type: 'namespace:added', namespace: 'green' },
      { type: 'namespace:deleted', namespace: 'green' },
    ]);
  }));

test('a watched namespace that is removed is cleared up by the kernel', (t) =>
  withLab(t, ['blue'], async (lab) => {
    const controller = new AbortController();
    const stream = lab.driver.watch?.({ signal: controller.signal }) ?? [];
    const seen = (async () => {
      for await (const event of stream) if (event.type === 'namespace:deleted') return true;
      return false;
    })();
    await lab.done(
      { op: 'link.add', namespace: 'blue', kind: 'veth', name: 'a', data: { peer: { name: 'b', namespace: HOST } } },
      { op: 'namespace.delete', namespace: 'blue' },
    );
    t.true(await seen);
    t.is((await lab.state()).links.length, 1);
  }));

test('more than the queue holds is told as a difference', async (t) => {
  const events: StateEvent[] = [];
  const home = openNamespace(HOST, -1);
  const fail = (error: unknown): void => t.fail(String(error));
  // So small that a few dozen messages run it over.
  const watch = new NamespaceWatch(HOST, home, { emit: (event) => events.push(event), fail }, 8192);
  const batch = (verb: 'add' | 'delete'): void => {
    const lines = Array.from(
      { length: 300 },
      (_, index) => `address ${verb} 10.1.${index >> 8}.${index & 255}/32 dev lo`,
    );
    execFileSync('ip', ['-batch', '-'], { input: lines.join('\n'), stdio: ['pipe', 'ignore', 'ignore'] });
  };
  try {
    run('ip', 'link', 'set', 'dev', 'lo', 'up');
    // Nothing is heard while the command runs: this thread waits for it.
    for (const verb of ['add', 'delete'] as const) {
      batch(verb);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    const of = (type: StateEvent['type']): readonly string[] =>
      events.flatMap((event) => (event.type === type && 'address' in event ? [event.address.address] : []));
    t.true(events.some(({ type }) => type === 'resync'));
    const added = of('address:added').filter((address) => address.startsWith('10.1.'));
    t.true(added.length > 100, `${added.length} addresses`);
    t.is(new Set(added).size, added.length, 'each once');
    t.deepEqual(new Set(of('address:deleted')), new Set(added));
  } finally {
    watch.close();
    closeNamespace(home);
  }
});

test('a signal ends it, and a namespace that does not exist is an error', (t) =>
  withLab(t, [], async (lab) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    for await (const event of lab.driver.watch?.({ signal: controller.signal }) ?? []) t.fail(event.type);
    await t.throwsAsync(
      async () => {
        for await (const event of lab.driver.watch?.({ namespace: 'nowhere' }) ?? []) t.fail(event.type);
      },
      { message: /ENOENT/ },
    );
    await t.throwsAsync(
      async () => {
        for await (const event of lab.driver.watch?.({ namespace: { path: '/etc/hosts' } }) ?? []) t.fail(event.type);
      },
      { message: 'enter the namespace at /etc/hosts: EINVAL' },
    );
  }));

test('closing the driver ends what it watches', (t) =>
  withLab(t, [], async (lab) => {
    const stream = lab.driver.watch?.({}) ?? [];
    const closed = new Promise((resolve) => setTimeout(() => resolve(lab.driver.close()), 50));
    for await (const event of stream) t.fail(event.type);
    await t.notThrowsAsync(closed);
  }));
