// What your code does when the kernel refuses, when an answer is lost, and when the process dies.
//
//   npx ava examples/dist/testing/faults.test.js
import test from 'ava';
import { CommitError, createNet, RollbackError } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import { joinBridge, makeBridge } from './join-bridge.js';

test('the kernel refuses the address: nothing is left', async (t) => {
  const driver = mockDriver();
  await using net = createNet({ driver });
  await makeBridge(net);
  driver.fail({ op: 'address.add', errno: 'ENOBUFS', kernelMessage: 'out of memory' });

  const error = await t.throwsAsync(joinBridge(net, 'web', '10.0.0.2/24'), { instanceOf: CommitError });

  t.like(error, { errno: 'ENOBUFS', rolledBack: true });
  t.deepEqual(await net.namespaces(), []);
});

test('going back is refused as well: the error says what is left, and how to mend it', async (t) => {
  const driver = mockDriver();
  await using net = createNet({ driver });
  await makeBridge(net);
  driver.fail({ op: 'route.add' });
  driver.fail({ op: 'namespace.delete', errno: 'EBUSY', during: 'rollback', times: Infinity });

  const error = await t.throwsAsync(joinBridge(net, 'web', '10.0.0.2/24'), { instanceOf: RollbackError });

  t.regex(error.message, /web/);
});

test('the process dies in the middle: whoever comes next finds what it left', async (t) => {
  const driver = mockDriver();
  const net = createNet({ driver });
  await makeBridge(net);
  driver.fail({ op: 'route.add', effect: 'dies' });

  void joinBridge(net, 'web', '10.0.0.2/24');
  await driver.died;

  t.deepEqual(driver.kernel.namespaces(), ['web']);
});
