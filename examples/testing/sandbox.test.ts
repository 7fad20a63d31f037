// The same code on the real kernel, in a network of its own: nobody has to be root, and nothing is left behind. Where no
// sandbox can be made, the tests are skipped, and say why.
//
//   npx ava examples/dist/testing/sandbox.test.js
import ava from 'ava';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { inSandbox } from '@netloom/testing';
import { joinBridge, makeBridge } from './join-bridge.js';

const test = await inSandbox(ava);

test('a container is joined to the bridge, and leaves it', async (t) => {
  await using net = createNet({ driver: netlink() });
  await makeBridge(net);

  const commit = await joinBridge(net, 'web', '10.0.0.2/24');

  t.regex(commit.link('eth0').mac, /^[0-9a-f:]{17}$/);
  await commit.undo();
  t.deepEqual(await net.namespaces(), []);
});
