import { createNet, ping } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

await using net = createNet({ driver: netlink() });

const container = net
  .namespace('netns01')
  .veth('veth0-ct', { address: '10.10.10.11/24', peer: { name: 'veth0-host', address: '10.10.10.10/24' } })
  .route('default', { via: '10.10.10.10' })
  .macvlan('eth0', { mode: 'bridge', dhcp: true });

// Nobody answers there: the commit fails, and every link, address, route and lease of it is gone again.
await container.verify(ping('10.10.10.99')).commit().catch(console.error);

// Somebody does: all of it is there, until the end of the block undoes it.
await using commit = await container.verify(ping('10.10.10.10')).commit();

console.log(commit.leases.map(({ link, address }) => `${link} has ${address}`).join());
