// In a sandbox with the runner that comes with Node.
//
//   node --test examples/dist/testing/sandbox.node-test.js
import assert from 'node:assert/strict';
import nodeTest from 'node:test';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { inSandbox, sandbox } from '@netloom/testing';
import { joinBridge, makeBridge } from './join-bridge.js';

const test = await inSandbox(nodeTest);

void test('a container is joined to the bridge', async () => {
  await using net = createNet({ driver: netlink() });
  await makeBridge(net);
  await joinBridge(net, 'web', '10.0.0.2/24');
  assert.deepEqual(await net.namespaces(), ['web']);
});

void test('a command by itself', async () => {
  const { stdout } = await sandbox(['ip', '-brief', 'link']);
  assert.match(stdout, /^lo /);
});
