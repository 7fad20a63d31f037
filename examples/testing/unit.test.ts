// Unit tests with AVA: no kernel, no privileges, a few milliseconds each.
//
//   npx ava examples/dist/testing/unit.test.js
import test from 'ava';
import { createNet } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';
import { joinBridge, makeBridge } from './join-bridge.js';

test('a container gets its address and its route', async (t) => {
  const driver = mockDriver();
  await using net = createNet({ driver });
  await makeBridge(net);

  await joinBridge(net, 'web', '10.0.0.2/24');

  driver.assertApplied('address.add', { namespace: 'web', link: 'eth0', address: '10.0.0.2/24' });
  const { routes } = await net.inspect('web');
  t.like(
    routes.find(({ destination }) => destination === '0.0.0.0/0'),
    { via: '10.0.0.1', dev: 'eth0' },
  );
});

test('the machine can be any: one that was read elsewhere, say', async (t) => {
  await using production = createNet({ driver: mockDriver() });
  await makeBridge(production);
  const state = await production.snapshot();

  await using net = createNet({ driver: mockDriver({ kernel: simulatedKernel({ state }) }) });
  await t.notThrowsAsync(joinBridge(net, 'web', '10.0.0.2/24'));
});

test('why a packet does not arrive', (t) => {
  const kernel = simulatedKernel({ links: [{ name: 'eth0', addresses: ['192.0.2.7/24'], outside: ['192.0.2.1'] }] });
  kernel.apply({ op: 'namespace.add', namespace: 'lan' });

  const answer = kernel.ping('lan', '192.0.2.1');

  t.deepEqual(answer, { reached: false, path: [], reason: 'namespace "lan" has no route to 192.0.2.1' });
});
