// Your own code, tested without a kernel and without privileges: the mock driver behaves as Linux does.
//
//   npx ava examples/dist/06-unit-test-with-mock.test.js
import test from 'ava';
import { CommitError, createNet, type Net } from '@netloom/core';
import { mockDriver } from '@netloom/testing';

/** The code under test. */
async function connect(net: Net, container: string, address: string): Promise<string> {
  const commit = await net
    .host()
    .namespace(container)
    .veth('eth0', { address, peer: `${container}-up` })
    .commit({ label: container });
  return commit.link('eth0').mac;
}

test('a container gets its address', async (t) => {
  const driver = mockDriver();
  await using net = createNet({ driver });

  const mac = await connect(net, 'web', '10.0.0.2/24');

  t.regex(mac, /^[0-9a-f:]{17}$/);
  t.like(driver.appliedOf('address.add')[0], { namespace: 'web', link: 'eth0', address: '10.0.0.2/24' });
  t.deepEqual(await net.namespaces(), ['web']);
});

test('where the kernel refuses, nothing is left', async (t) => {
  const driver = mockDriver();
  await using net = createNet({ driver });
  driver.fail({ op: 'address.add', errno: 'ENOBUFS' });

  const error = await t.throwsAsync(connect(net, 'web', '10.0.0.2/24'), { instanceOf: CommitError });

  t.is(error.errno, 'ENOBUFS');
  t.true(error.rolledBack);
  t.deepEqual(await net.namespaces(), []);
});
