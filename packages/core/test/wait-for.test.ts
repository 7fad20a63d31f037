import { setTimeout as delay } from 'node:timers/promises';
import test from 'ava';
import { DriverError, UnsupportedError, waitFor } from '@netloom/core';
import type { NetworkState } from '@netloom/core';

/** A network that is only a count of namespaces, and how often it was read. */
function network(): { reads: number; count: number; snapshot(): Promise<NetworkState> } {
  return {
    reads: 0,
    count: 0,
    snapshot() {
      this.reads++;
      return Promise.resolve({ namespaces: Array.from({ length: this.count }) } as unknown as NetworkState);
    },
  };
}

const has = (count: number) => (state: NetworkState) => state.namespaces.length >= count;

test('a state that is there already is given at once', async (t) => {
  const net = network();
  const state = await waitFor(net, has(0));
  t.deepEqual(state, { namespaces: [] });
  t.is(net.reads, 1);
});

test('without a watch it is read at intervals', async (t) => {
  const net = network();
  const begun = performance.now();
  await waitFor(net, () => net.reads === 4, { intervalMs: 20 });
  t.is(net.reads, 4);
  t.true(performance.now() - begun > 50);
});

test('a change that is told is read at once, and the watch ends with the wait', async (t) => {
  const net = network();
  let ended = false;
  const watch = async function* ({ signal }: { signal: AbortSignal }): AsyncGenerator<string> {
    try {
      await delay(50, undefined, { signal });
      net.count = 1;
      yield 'changed';
      await delay(60_000, undefined, { signal });
    } finally {
      ended = true;
    }
  };
  const begun = performance.now();
  await waitFor({ snapshot: () => net.snapshot(), watch }, has(1), { intervalMs: 5000 });
  t.true(performance.now() - begun < 2000);
  await delay(0);
  t.true(ended);
});

test('a change during a reading is not missed', async (t) => {
  const net = network();
  let tell: () => void = () => undefined;
  const told = new Promise<void>((resolve) => (tell = resolve));
  const watch = async function* (): AsyncGenerator<string> {
    await told;
    yield 'changed';
  };
  const snapshot = async (): Promise<NetworkState> => {
    const state = await net.snapshot();
    net.count = 1;
    tell();
    await delay(30);
    return state;
  };
  const begun = performance.now();
  await waitFor({ snapshot, watch }, has(1), { intervalMs: 5000 });
  t.true(performance.now() - begun < 2000);
});

test('a driver that cannot watch leaves the reading at intervals', async (t) => {
  const net = network();
  const watch = (): AsyncIterable<never> => {
    throw new UnsupportedError('this driver cannot watch');
  };
  setTimeout(() => (net.count = 1), 40);
  await t.notThrowsAsync(waitFor({ snapshot: () => net.snapshot(), watch }, has(1), { intervalMs: 10 }));
});

test('when the time is over it is an error that says so', async (t) => {
  const begun = performance.now();
  const error = await t.throwsAsync(waitFor(network(), has(1), { timeoutMs: 60, intervalMs: 10 }), {
    instanceOf: DriverError,
  });
  t.is(error.errno, 'ETIMEDOUT');
  t.regex(error.message, /60 ms/);
  t.true(performance.now() - begun < 1000);
});

test('a reading that hangs does not make it longer', async (t) => {
  const snapshot = (): Promise<NetworkState> => new Promise(() => undefined);
  await t.throwsAsync(waitFor({ snapshot }, has(1), { timeoutMs: 60 }), { instanceOf: DriverError });
});

test('an abort ends it with its reason', async (t) => {
  const abort = new AbortController();
  const why = new Error('never mind');
  setTimeout(() => abort.abort(why), 30);
  t.is(await t.throwsAsync(waitFor(network(), has(1), { signal: abort.signal })), why);
  t.is(await t.throwsAsync(waitFor(network(), has(0), { signal: AbortSignal.abort(why) })), why);
});

test('what the predicate or the reading throws ends it', async (t) => {
  const why = new Error('no');
  const refuse = (): boolean => {
    throw why;
  };
  t.is(await t.throwsAsync(waitFor(network(), refuse)), why);
  t.is(await t.throwsAsync(waitFor({ snapshot: () => Promise.reject(why) }, has(0))), why);
});

test('a predicate may take its time', async (t) => {
  let asked = 0;
  await waitFor(network(), async () => (await delay(5, ++asked)) === 3, { intervalMs: 5 });
  t.is(asked, 3);
});
