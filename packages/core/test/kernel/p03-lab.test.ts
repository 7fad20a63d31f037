import './sandbox-only.js';
import test from 'ava';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

test('routes between two namespaces', async (t) => {
  await using net = createNet({ driver: netlink() });
  await using lab = await net
    .namespace('r')
    .namespace('a')
    .veth('eth0', { address: '10.0.0.1/24', peer: { name: 'r-a', namespace: 'r', address: '10.0.0.254/24' } })
    .namespace('b')
    .veth('eth0', { address: '10.0.1.1/24', peer: { name: 'r-b', namespace: 'r', address: '10.0.1.254/24' } })
    .namespace('r')
    .link('r-a', { mtu: 1400 })
    .commit();
  const { stdout } = await net.exec('a', 'ip', ['-j', 'addr'], { lines: true });
  t.true(Array.isArray(stdout));
  t.truthy(lab.link('eth0', 'a').ifindex);
  const { stdout: name }: { stdout: string } = await net.exec('a', 'cat', ['/etc/hostname']);
  t.truthy(name);
});
