import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

const net = createNet({ driver: netlink() });
const [s1 = '', s2 = ''] = process.argv;

// @ts-expect-error -- twice
net.namespace('a').veth('x').veth('x');
// @ts-expect-error -- a slip in the options
net.namespace('a').veth('x', { adress: '1' });
// @ts-expect-error -- a slip in the peer's options
net.namespace('a').veth('x', { peer: { name: 'p', namespace: 'b', adress: '1' } });
const peerInB = net.namespace('a').veth('x', { peer: { name: 'p', namespace: 'b' } });
// @ts-expect-error -- twice, through a peer in another namespace
peerInB.namespace('b').veth('p');
// @ts-expect-error -- twice, by the default name of a peer
net.namespace('a').veth('x').host().veth('x-host');

// Seen only when it is planned: both peers are x-host.
net.namespace('a').veth('x').namespace('b').veth('x');
// Names that are not known to the letter are not tracked.
net.namespace(s1).veth('eth0', { peer: 'a' }).namespace(s2).veth('eth0', { peer: 'b' });
net.namespace(s1).veth(s1).veth(s2);
net.namespace('a').veth(`v${s1}`).veth(`v${s2}`);
// A name is free again after a rename and a delete.
net.namespace('a').veth('x').link('x', { name: 'eth0' }).veth('x', { peer: 'q' });
net.namespace('a').veth('x').delete('x').veth('x', { peer: 'z' });
