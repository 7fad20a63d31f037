import test from 'ava';
import { CommitError, createNet } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import { ContainerNetwork } from './p02-manager.js';

test('a manager is tested on the mock', async (t) => {
  const driver = mockDriver({ exec: () => ({ stdout: 'ok' }) });
  await using net = createNet({ driver });
  await net.host().bridge('br0').commit();
  await new ContainerNetwork(net).up({ id: 'abc', bridge: 'br0', ip: '10.0.0.2/24' });
  const add = driver.applied.find((operation) => operation.op === 'link.add' && operation.kind === 'veth');
  t.is(add?.namespace, 'abc');

  driver.fail({ op: 'address.add', errno: 'EEXIST' });
  const error = await t.throwsAsync(net.host().bridge('b').address('b', '10.0.0.1/24').commit(), {
    instanceOf: CommitError,
  });
  t.is(error?.errno, 'EEXIST');
});
