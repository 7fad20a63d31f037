import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { ConflictError, createNet, ValidationError, type CommitOptions, type UndoOptions } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

const WRONG: readonly (readonly [unknown, RegExp])[] = [
  [{ timeoutMs: 3_000_000_000 }, /`timeoutMs`: expected a whole number from 1 to 2147483647 milliseconds/],
  [{ timeoutMs: Number.POSITIVE_INFINITY }, /`timeoutMs`/],
  [{ timeoutMs: '5' }, /`timeoutMs`: .* got '5'/],
  [{ confirmWithinMs: Number.NaN }, /`confirmWithinMs`/],
  [{ confirmWithinMs: -1 }, /`confirmWithinMs`/],
  [{ label: 10n }, /`label`: expected a text, got 10n/],
  [{ label: 'two\nlines' }, /`label`: .* is not one line/],
  [{ label: 'x'.repeat(256) }, /`label`: a label has at most 255 bytes, got 256/],
  [{ signal: {} }, /`signal`: expected an AbortSignal/],
  [{ onProgress: 5 }, /`onProgress`: expected a function/],
  [{ confirmWithin: 5 }, /no option 'confirmWithin'.*confirmWithinMs/],
  [null, /expected an object of options, got null/],
];

test('options that cannot be meant are refused before anything is touched', async (t) => {
  const driver = mockDriver();
  const net = createNet({ driver });
  const before = driver.kernel.read({ namespaces: 'all' });
  const chain = net.host().link('eth0', { mtu: 1400 });
  const plan = await chain.plan();
  for (const [options, message] of WRONG) {
    const given = options as CommitOptions;
    for (const end of [
      async () => chain.commit(given),
      async () => chain.ensure(given),
      async () => plan.commit(given),
    ])
      await t.throwsAsync(end(), { instanceOf: ValidationError, message });
  }
  t.deepEqual(driver.kernel.read({ namespaces: 'all' }), before);
  t.deepEqual(await net.commits(), []);
});

test('all that is wrong with options is told at once', async (t) => {
  const net = createNet({ driver: mockDriver() });
  const options = { timeoutMs: 0, label: 5, recreate: 'yes' } as unknown as CommitOptions;
  const error = await t.throwsAsync(net.host().ensure(options), { instanceOf: ValidationError });
  t.deepEqual(
    error?.problems.map(({ code, call }) => [code, call]),
    [
      ['duration', '.ensure()'],
      ['label', '.ensure()'],
      ['boolean', '.ensure()'],
    ],
  );
});

test('undo() is forced by true alone', async (t) => {
  const net = createNet({ driver: mockDriver() });
  const commit = await net.host().link('eth0', { mtu: 1400 }).commit();
  const options = { force: 'no' } as unknown as UndoOptions;
  await t.throwsAsync(commit.undo(options), { instanceOf: ValidationError, message: /`force`/ });
  await t.throwsAsync(net.undo(commit.id, options), { instanceOf: ValidationError, message: /`force`/ });
  t.is((await commit.undo()).undone.length, 1);
});

test('how long to wait for others is a time, and may be none', async (t) => {
  for (const lockTimeoutMs of [Number.NaN, -1, '10' as unknown as number, 2 ** 31]) {
    const net = createNet({ driver: mockDriver(), lockTimeoutMs });
    const message = /createNet\(\{ lockTimeoutMs \}\): expected a whole number from 0/;
    await t.throwsAsync(net.host().bridge('br0').commit(), { instanceOf: ValidationError, message });
    await t.throwsAsync(net.recover(), { instanceOf: ValidationError, message });
  }
  await createNet({ driver: mockDriver(), lockTimeoutMs: 0 }).host().bridge('br0').commit();
});

test('who hears that a window has ended may begin a commit, who hears of one that runs may not', async (t) => {
  const net = createNet({ driver: mockDriver() });
  let within: Promise<unknown> | undefined;
  net.on('commit:start', () => {
    within ??= net.host().bridge('br1').commit();
    within.catch(() => undefined);
  });
  const ended = new Promise<Promise<unknown>>((resolve) => {
    net.on('undo:done', () => resolve(net.host().bridge('br2').commit().then(String)));
  });
  await net.host().bridge('br0').commit({ confirmWithinMs: 20 });
  await t.throwsAsync(within ?? delay(0), { instanceOf: ConflictError, message: /from a check or hook/ });
  await t.notThrowsAsync(ended);
});
