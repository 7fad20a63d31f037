// The same with the runner that comes with Node.
//
//   node --test examples/dist/testing/unit.node-test.js
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNet } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import { joinBridge, makeBridge } from './join-bridge.js';

void test('a container gets its address', async () => {
  const driver = mockDriver();
  await using net = createNet({ driver });
  await makeBridge(net);

  await joinBridge(net, 'web', '10.0.0.2/24');

  driver.assertApplied('address.add', { namespace: 'web', link: 'eth0', address: '10.0.0.2/24' });
  assert.deepEqual(await net.namespaces(), ['web']);
});
