import { createNet, HOST, peerName, type Net, type NetOf, type Transaction } from '@netloom/core';
import { netlink, type NetlinkDriver } from '@netloom/driver-netlink';
import { mockDriver } from '@netloom/testing';

const net = createNet({ driver: netlink() });
export const kept: NetOf<NetlinkDriver> = net;
export const base: Net = createNet({ driver: mockDriver() });

for (const id of ['a', 'b']) {
  await net
    .namespace(id)
    .veth('eth0', { peer: peerName(id, 'eth0') })
    .commit();
}
await net.host().move('eth1', { from: 'a' }).commit();
await net.namespace('a').move('eth1', { as: 'lan0' }).address('lan0', '10.0.0.1/8').commit();
for await (const event of net.watch({ namespace: HOST, signal: AbortSignal.timeout(10) })) {
  if (event.type === 'link:added') console.log(event.link.name);
}

export class Holder {
  readonly tx: Transaction;
  constructor(tx: Transaction) {
    this.tx = tx;
  }
}
export const held = new Holder(net.namespace('a').veth('x'));

const server = net.exec('a', 'dnsmasq', ['--no-daemon']);
server.kill();
await server.catch(() => {});
