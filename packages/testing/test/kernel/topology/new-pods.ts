import { HOST } from '@netloom/core';
import type { Topology } from './topology.js';

/** Two pods on a bridge, with a macvlan and a macvtap on the host's link: all of it new. */
export const newPods: Topology = {
  name: 'new pods',
  scene: `
    ip link add eth0 type veth peer name lan0
    ip link set eth0 up; ip link set lan0 up
    ip address add 192.0.2.1/24 dev eth0
    sleep 1.7`,
  change: (net) =>
    net
      .host()
      .bridge('br0', { address: '10.1.0.1/24' })
      .namespace('pod-a')
      .veth('eth0', { address: ['10.1.0.2/24', '2001:db8:1::2/64'], peer: { name: 'pod-a', master: 'br0' } })
      .route('default', { via: '10.1.0.1' })
      .macvlan('eth0', { mode: 'bridge', parentNamespace: HOST, address: '192.0.2.7/24' })
      .sysctl('net.ipv4.ip_forward', '1')
      .namespace('pod-b')
      .veth('eth0', { address: '10.1.0.3/24', mtu: 1400, peer: { name: 'pod-b', master: 'br0' } })
      .route('default', { via: '10.1.0.1', metric: 50 })
      .macvtap('eth0', { mode: 'private', parentNamespace: HOST, up: false })
      .neighbour('eth0', '10.1.0.2', { mac: '02:00:00:00:00:09' })
      .host()
      .route('198.51.100.0/24', { via: '10.1.0.2' })
      .address('eth0', '192.0.2.9/24'),
};
