// Unit tests of code that uses DHCP: no server, no client, no kernel.
//
//   npx ava examples/dist/testing/dhcp.test.js
import test from 'ava';
import { CommitError, createNet, type Net } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

const join = (net: Net, name: string) => net.namespace(name).macvlan('eth0', { mode: 'bridge', dhcp: true }).commit();

test('a pod gets what the server gives, and gives it back', async (t) => {
  const driver = mockDriver({ leases: { address: '192.168.1.57/24', gateway: '192.168.1.1', dns: ['192.168.1.1'] } });
  await using net = createNet({ driver });

  const commit = await join(net, 'web');

  t.like(commit.leases[0], { address: '192.168.1.57/24', gateway: '192.168.1.1' });
  const { addresses, routes } = await net.inspect('web');
  t.true(addresses.some(({ address }) => address === '192.168.1.57/24'));
  t.true(routes.some(({ destination, via }) => destination === '0.0.0.0/0' && via === '192.168.1.1'));
  await commit.undo();
  t.deepEqual(driver.leases?.active, []);
  t.deepEqual(await net.namespaces(), []);
});

test('without an answer there is no pod', async (t) => {
  const driver = mockDriver({
    leases: ({ namespace }) => (namespace === 'web' ? undefined : { address: '10.0.0.9/24' }),
  });
  await using net = createNet({ driver });

  const error = await t.throwsAsync(join(net, 'web'), { instanceOf: CommitError });

  t.regex(error.message, /no DHCP server answered/);
  t.deepEqual(await net.namespaces(), []);
  await join(net, 'db');
  t.is(driver.leases?.active[0]?.address, '10.0.0.9/24');
});
