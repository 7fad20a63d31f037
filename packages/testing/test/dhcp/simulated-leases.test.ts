import test from 'ava';
import { createNet, type Net } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

const lease = { address: '10.0.0.9/24', gateway: '10.0.0.1', mtu: 1400, lifetimeSeconds: 60 } as const;
const pod = (net: Net) => net.namespace('a').macvlan('eth0', { mode: 'bridge', dhcp: true });

test('a lease is done as a real one: its MTU, its address with a broadcast, its route', async (t) => {
  const driver = mockDriver({ leases: lease });
  await using net = createNet({ driver });
  const begun = Date.now();
  const commit = await pod(net).commit();
  const { links, addresses, routes } = await net.inspect('a');
  t.is(links.find(({ kind }) => kind === 'macvlan')?.mtu, 1400);
  t.like(
    addresses.find(({ family, link }) => family === 'inet' && link !== 'lo'),
    { address: '10.0.0.9/24', broadcast: '10.0.0.255' },
  );
  t.like(
    routes.find(({ destination }) => destination === '0.0.0.0/0'),
    { via: '10.0.0.1', metric: 1024, protocol: 'dhcp' },
  );
  const expires = Date.parse(commit.leases[0]?.expiresAt ?? '');
  t.true(expires >= begun + 60_000 && expires <= Date.now() + 60_000);
  t.is(driver.leases?.active.length, 1);
});

test('a commit that fails behind its lease gives it back', async (t) => {
  const driver = mockDriver({ leases: lease, faults: [{ op: 'route.add', errno: 'ENOBUFS' }] });
  await using net = createNet({ driver });
  await t.throwsAsync(pod(net).commit(), { code: 'NETLOOM_ERR_COMMIT' });
  t.deepEqual(driver.leases?.active, []);
  t.deepEqual(await net.namespaces(), []);
});

test('each link can get another lease, or none', async (t) => {
  const driver = mockDriver({
    leases: ({ link }) => (link === 'eth1' ? undefined : { address: '10.0.1.2/24' }),
  });
  await using net = createNet({ driver });
  const commit = await net.namespace('a').macvlan('eth0', { mode: 'bridge', dhcp: true }).commit();
  t.is(commit.leases[0]?.address, '10.0.1.2/24');
  await t.throwsAsync(net.namespace('b').macvlan('eth0', { name: 'eth1', mode: 'bridge', dhcp: true }).commit(), {
    message: /no DHCP lease for "eth1" in namespace "b": no DHCP server answered/,
  });
});

test('a lease without an address, or without a prefix length, is refused at once', (t) => {
  for (const address of ['', '10.0.0.9', 'fd00::1/64', '10.0.0.9/33']) {
    t.throws(() => mockDriver({ leases: { address } }), { instanceOf: RangeError, message: /with prefix length/ });
  }
});
