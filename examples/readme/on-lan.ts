// Runs another program where the host has an eth0 on a LAN with a DHCP server.
//
//   .ci/sandbox node examples/dist/readme/on-lan.js ./first-screen.js
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { openLan } from '../lan.js';

await using net = createNet({ driver: netlink() });
await using lan = await openLan(net);
console.log(`The LAN: ${lan.about}`);
await import(process.argv[2] ?? './first-screen.js');
