import test from 'ava';
import { CommitError, createNet, type Net } from '@netloom/core';
import { describeDriver, mockDriver } from '@netloom/testing';

async function connect(net: Net, container: string, address: string): Promise<void> {
  await net
    .namespace(container)
    .veth('eth0', { address, peer: `${container}-up` })
    .commit();
}

test('what fails is rolled back', async (t) => {
  const driver = mockDriver();
  await using net = createNet({ driver });
  driver.fail({ op: 'address.add', errno: 'ENOBUFS' });

  await t.throwsAsync(connect(net, 'web', '10.0.0.2/24'), { instanceOf: CommitError });
  t.deepEqual(await net.namespaces(), []); // rolled back
});

const myDriver = mockDriver;

describeDriver('mine', () => myDriver(), {
  test: (title, run) => test(title, async (t) => t.notThrowsAsync(async () => run())),
});
