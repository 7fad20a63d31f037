// A container on the LAN: a macvlan on the host's uplink, with an address from the DHCP server there.
//
//   .ci/sandbox node examples/dist/02-macvlan.js
import { createNet, ping } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { openLan } from './lan.js';

await using net = createNet({ driver: netlink() });
// An eth0 of our own with a DHCP server behind it, where the host has no eth0.
await using lan = await openLan(net);

await using commit = await net
  .namespace('netns01')
  .macvlan('eth0', { mode: 'bridge', ...(lan.dhcp ? { dhcp: true } : { address: '192.168.7.20/24' }) })
  .verify(ping(lan.gateway))
  .commit();

for (const { link, address, gateway, expiresAt } of commit.leases) {
  console.log(`${link} leased ${address}, gateway ${gateway ?? 'none'}, until ${expiresAt}`);
}

const { links, addresses } = await net.inspect('netns01');
const macvlan = links.find(({ kind }) => kind === 'macvlan');
console.log(`${macvlan?.name} stands on ${macvlan?.parent?.name}, mode ${macvlan?.mode}`);
console.log(addresses.filter(({ family, link }) => family === 'inet' && link === macvlan?.name).map((a) => a.address));
