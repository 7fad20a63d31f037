import { createNet, ping, type Net, type Transaction } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';
import { netlink } from '@netloom/driver-netlink';
import { mockDriver } from '@netloom/testing';

export function either(): Net {
  const net = createNet({ driver: process.env['CI'] ? mockDriver() : netlink() });
  return net;
}

export async function core(): Promise<void> {
  const net = createNet({ driver: mockDriver() });

  const bridge = net.host().bridge('br0', { address: '10.0.0.1/24' });
  const pod = (name: string, address: string) => (tx: Transaction) =>
    tx
      .namespace(name)
      .veth('eth0', { address, peer: { name: `${name}-up`, master: 'br0' } })
      .route('default', { via: '10.0.0.1' });

  const both = bridge.call(pod('web', '10.0.0.2/24')).call(pod('db', '10.0.0.3/24'));
  console.log((await both.plan()).toString());

  const commit = await both.verify(ping('10.0.0.2')).commit({ label: 'shop' });
  await commit.undo();
}

export async function withIproute2(): Promise<void> {
  await using net = createNet({ driver: iproute2({ parallel: 4 }) });
  const { links, addresses, routes } = await net.inspect('netns01');
  console.log(links, addresses, routes);
}

export function withoutPrivilege(): Net {
  const net = createNet({ driver: netlink({ rootless: true }) });
  return net;
}

export async function withNetlink(): Promise<void> {
  await using net = createNet({ driver: netlink() });
  await net.namespace('netns01').veth('eth0', { address: '10.0.0.2/24' }).ensure();
}

export async function withDhcp(net: Net): Promise<void> {
  await using lab = await net.namespace('netns01').macvlan('eth0', { mode: 'bridge', dhcp: true }).commit();
  console.log(lab.leases[0]?.address); // 192.168.1.57/24
}
