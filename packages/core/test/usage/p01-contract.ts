import { createNet, ping } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

await using net = createNet({ driver: netlink() });
const first = await net.namespace('netns01').veth('veth0').macvlan('eth0', { mode: 'bridge' }).commit();
await first.undo();

const commit = await net
  .namespace('netns01')
  .veth('veth0-ct', { address: '10.10.10.11/24', peer: { name: 'veth0-host', address: '10.10.10.10/24' } })
  .route('default', { via: '10.10.10.10' })
  .macvlan('eth0', { mode: 'bridge', dhcp: true })
  .verify(ping('10.10.10.10'))
  .commit();
console.log(commit.link('veth0-ct').ifindex, commit.link('veth0-host').mac);
console.log(commit.leases.find((lease) => lease.link === 'macvlan0')?.address);
await commit.undo();
