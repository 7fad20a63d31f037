import test from 'ava';
import { CommitError, createNet, type Driver } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

function later(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

test('what another had changed for a moment, while it was planned, is not taken for the state before', async (t) => {
  const mock = mockDriver();
  const mtu = (): number | undefined =>
    mock.kernel.read({ namespaces: 'all' }).namespaces[0]?.links.find(({ name }) => name === 'eth0')?.mtu;
  const [seen, over] = [later(), later()];
  let holdsBack = false;
  const driver: Driver = {
    name: mock.name,
    durable: false,
    capabilities: async () => mock.capabilities(),
    apply: async (operations, options) => mock.apply(operations, options),
    read: async (query) => {
      const state = await mock.read(query);
      if (!holdsBack) return state;
      holdsBack = false;
      seen.resolve();
      await over.promise;
      return state;
    },
    close: async () => mock.close(),
  };
  const net = createNet({ driver });
  const changed = later();
  const first = net
    .host()
    .link('eth0', { mtu: 1300 })
    .verify(async () => {
      changed.resolve();
      await seen.promise;
      return false;
    })
    .commit();
  await changed.promise;
  holdsBack = true;
  const second = net.host().link('eth0', { mtu: 1400 }).commit();
  await t.throwsAsync(first, { instanceOf: CommitError });
  over.resolve();
  t.is(mtu(), 1500);
  const commit = await second;
  t.is(mtu(), 1400);
  await commit.undo();
  t.is(mtu(), 1500);
});
