import './sandbox-only.js';
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import type { KernelOperation, Outcome } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { run } from './support/ip.js';

const COUNT = 40;
const names = Array.from({ length: COUNT }, (_, place) => `n${place}`);
const adds = names.map((namespace): KernelOperation => ({ op: 'namespace.add', namespace }));
const threads = (): number => readdirSync('/proc/self/task').length;
const descriptors = (): number => readdirSync('/proc/self/fd').length;

/** How many are open once the second thread has opened its own, for a second. */
async function settledDescriptors(): Promise<number> {
  let last = descriptors();
  for (let same = 0; same < 10; same += 1) {
    await delay(100);
    const now = descriptors();
    if (now !== last) same = 0;
    last = now;
  }
  return last;
}

async function apply(
  driver: ReturnType<typeof netlink>,
  operations: readonly KernelOperation[],
  onOutcome: (index: number, outcome: Outcome) => void = () => undefined,
  signal = new AbortController().signal,
): Promise<readonly Outcome[]> {
  const { outcomes } = await driver.apply(operations, { after: operations.map(() => []), signal, onOutcome });
  return outcomes;
}

test('namespaces are made by a second thread, as by the first, and none is left over where one fails', async (t) => {
  const driver = netlink();
  t.teardown(() => driver.close());
  await driver.capabilities();
  const deletes = names.map((namespace): KernelOperation => ({ op: 'namespace.delete', namespace }));
  const before = threads();
  await apply(driver, adds);
  await apply(driver, deletes);
  while (threads() <= before) await delay(20);
  const open = await settledDescriptors();

  const outcomes = await apply(driver, adds);
  t.true(outcomes.every((outcome) => outcome.status === 'done' && outcome.identity?.cookie !== undefined));
  t.deepEqual(await driver.namespaces?.(), names.toSorted());
  const { namespaces } = await driver.read({ namespaces: names });
  t.deepEqual(
    outcomes.map((outcome) => outcome.status === 'done' && outcome.identity),
    namespaces.map(({ identity }) => identity),
  );
  await apply(driver, deletes);

  run('ip', 'netns', 'add', 'n20');
  const failed = await apply(driver, adds);
  t.like(failed[20], { status: 'failed', errno: 'EEXIST' });
  t.true(failed.slice(0, 20).every(({ status }) => status === 'done'));
  t.true(failed.slice(21).every(({ status }) => status === 'not-run'));
  t.deepEqual(await driver.namespaces?.(), names.slice(0, 21).toSorted());
  await apply(driver, deletes.slice(0, 21));

  // A link that cannot be made, in the middle: those that were made ahead of it are gone again.
  const middle: KernelOperation = { op: 'link.delete', namespace: 'n9', name: 'none' };
  const broken = await apply(driver, [...adds.slice(0, 10), middle, ...adds.slice(10)]);
  t.like(broken[10], { status: 'failed', errno: 'ENODEV' });
  t.deepEqual(await driver.namespaces?.(), names.slice(0, 10).toSorted());
  await apply(driver, deletes.slice(0, 10));
  t.is(descriptors(), open);
});

test('an abort in the middle leaves what was done, and nothing else', async (t) => {
  const driver = netlink();
  t.teardown(() => driver.close());
  for (let round = 0; round < 3; round++) {
    const controller = new AbortController();
    const outcomes = await apply(driver, adds, () => controller.abort(), controller.signal);
    const made = names.filter((_, place) => outcomes[place]?.status === 'done');
    t.deepEqual(await driver.namespaces?.(), made.toSorted());
    await apply(
      driver,
      made.map((namespace) => ({ op: 'namespace.delete', namespace })),
    );
    await delay(300);
  }
});
