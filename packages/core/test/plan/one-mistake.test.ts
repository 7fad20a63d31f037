import test from 'ava';
import { createNet, ValidationError, type Net, type Transaction } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

async function problemsOf(chain: (net: Net) => Transaction): Promise<readonly string[]> {
  await using net = createNet({ driver: mockDriver() });
  await net.host().veth('eth0-host', { peer: 'taken' }).commit();
  try {
    await chain(net).plan();
  } catch (error) {
    if (error instanceof ValidationError) return error.problems.map(({ code, call }) => `${code} ${call}`);
    throw error;
  }
  return [];
}

test('what lacks a link only since its call is refused is no problem of its own', async (t) => {
  const problems = await problemsOf((net) =>
    net
      .namespace('web')
      .veth('eth0')
      .address('eth0', '10.0.0.1/24')
      .link('eth0', { name: 'lan' })
      .route('default', { dev: 'lan' })
      .delete('lan'),
  );
  t.deepEqual(problems, ["link-exists #2 .veth('eth0')"]);
});

test('what is wrong by itself is told beside it', async (t) => {
  const problems = await problemsOf((net) => net.namespace('web').veth('eth0').host().address('eth7', '10.0.0.1/24'));
  t.deepEqual(problems, ["link-exists #2 .veth('eth0')", "link-missing #4 .address('eth7', '10.0.0.1/24')"]);
});

test('an option that is not understood is not said to be missing as well', async (t) => {
  const problems = await problemsOf((net) => net.host().route('default', { via: 'nowhere' }));
  t.deepEqual(problems, ["ip-address #1 .route('default')"]);
});
