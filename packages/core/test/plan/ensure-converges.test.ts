import { createNet, type Net, type Transaction } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import test, { type ExecutionContext } from 'ava';

/** Ensured twice, a chain does nothing the second time. */
async function converges(t: ExecutionContext, chain: (net: Net) => Transaction): Promise<void> {
  const net = createNet({ driver: mockDriver() });
  t.true((await chain(net).ensure()).operations.length > 0);
  t.deepEqual((await chain(net).ensure()).operations, []);
}

test('a route with several ways stands as it was asked for', async (t) => {
  await converges(t, (net) =>
    net
      .host()
      .veth('v0', { address: '10.0.0.1/24' })
      .link('v0-host', { up: true })
      .route('10.9.0.0/16', { nextHops: [{ via: '10.0.0.8' }, { via: '10.0.0.9' }] }),
  );
});

test('a change of a link of the same chain is as if it was made so', async (t) => {
  await converges(t, (net) => net.host().macvlan('eth0', { mode: 'bridge', name: 'm0' }).link('m0', { up: false }));
});

test('a macvlan that has its parent for itself has the address that it is given', async (t) => {
  await converges(t, (net) =>
    net.namespace('a').macvlan('eth0', { mode: 'passthru', name: 'm0', mac: '02:00:00:00:00:77' }),
  );
});
