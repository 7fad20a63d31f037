import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

const net = createNet({ driver: netlink() });
const wantDhcp = process.argv.includes('--dhcp');
const tx = net.namespace('a').veth('eth0');
const done = wantDhcp ? tx.dhcp('eth0') : tx.address('eth0', '10.0.0.2/24');
await done.commit();

// A union of two builders. What the first commit made stands already.
const either = wantDhcp ? tx.bridge('br1') : tx;
await either.route('default', { dev: 'eth0' }).ensure();
await either.veth('w0').ensure();
