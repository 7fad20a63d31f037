import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { CommitError, createNet, type Net } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';

/** Several processes, as far as locks are concerned: these belong to open files, not to who opened them. */
function nets(t: ExecutionContext, count: number): Net[] {
  const journal = mkdtempSync(join(tmpdir(), 'netloom-waiting-'));
  t.teardown(() => rmSync(journal, { recursive: true, force: true }));
  const kernel = simulatedKernel({ links: [{ name: 'eth0' }, { name: 'eth1' }] });
  return Array.from({ length: count }, () => createNet({ driver: mockDriver({ kernel }), journal }));
}

const pod = (net: Net, name: string) =>
  net.namespace(name).veth('eth0', { peer: { name: `${name}-up`, master: 'br0' } });

/** What waits in a check waits where DHCP does: all of the kernel is done, and the journal owns what was touched. */
function held(): {
  readonly reached: Promise<void>;
  readonly check: () => Promise<void>;
  readonly release: () => void;
} {
  let reach = (): void => undefined;
  let release = (): void => undefined;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  const check = async (): Promise<void> => {
    reach();
    await released;
  };
  return { reached, check, release: () => release() };
}

test('two pods on one bridge never wait for each other, also while one waits for something else', async (t) => {
  const [one, other] = nets(t, 2) as [Net, Net];
  await one.host().bridge('br0').commit();
  const { reached, check, release } = held();
  const first = pod(one, 'first').verify(check).commit();
  await reached;
  await (await pod(other, 'second').commit()).undo();
  t.deepEqual((await other.commits()).map(({ state }) => state).toSorted(), ['committed', 'running']);
  release();
  await (await first).undo();
});

test('who waits for another can be told to stop, and leaves nothing', async (t) => {
  const [one, other] = nets(t, 2) as [Net, Net];
  const { reached, check, release } = held();
  const first = one.host().link('eth0', { mtu: 1400 }).verify(check).commit();
  await reached;
  const begun = performance.now();
  const ending = new AbortController();
  const second = other.host().link('eth0', { mtu: 1300 }).commit({ signal: ending.signal });
  await delay(50);
  ending.abort(new Error('enough'));
  const error = await t.throwsAsync(second, { instanceOf: CommitError });
  t.is(error?.phase, 'aborted');
  t.true(performance.now() - begun < 5000, 'long before its patience would have ended');
  t.is((await other.commits()).length, 1);
  release();
  await (await first).undo();
  await (await other.host().link('eth0', { mtu: 1300 }).commit()).undo();
});

test('those who want the same things in another order never wait for each other for ever', async (t) => {
  const all = nets(t, 4);
  const turns = all.flatMap((net, number) =>
    Array.from({ length: 4 }, async (_, turn) => {
      const [first, second] = (number + turn) % 2 === 0 ? (['eth0', 'eth1'] as const) : (['eth1', 'eth0'] as const);
      return net
        .host()
        .link(first, { alias: `${number}` })
        .link(second, { alias: `${turn}` })
        .commit();
    }),
  );
  const commits = await Promise.all(turns);
  const records = (await all[0]?.commits()) ?? [];
  t.true(records.every(({ state }) => state === 'committed'));
  t.deepEqual(new Set(records.map(({ id }) => id)), new Set(commits.map(({ id }) => id)));
});
