import { setTimeout } from 'node:timers/promises';
import { createNet, HOST, ping } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

await using net = createNet({ driver: netlink() });
await net.recover();
const wanted = net
  .namespace('svc')
  .veth('eth0', { address: '10.1.0.2/24', peer: { name: 'svc0', address: '10.1.0.1/24' } })
  .macvlan('eth0', { mode: 'bridge', name: 'lan0', parentNamespace: HOST })
  .verify(ping('10.1.0.1'));
for (;;) {
  const commit = await wanted.ensure({ label: 'svc' });
  if (commit.operations.length > 0) console.log((await wanted.plan({ for: 'ensure' })).toString());
  await setTimeout(30_000);
}
