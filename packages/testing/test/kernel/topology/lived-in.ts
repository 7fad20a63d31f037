import type { Topology } from './topology.js';

/** A namespace that somebody lives in: secondaries, labels, several tables, permanent neighbours, IPv6, rules. */
export const livedIn: Topology = {
  name: 'a namespace that is lived in',
  scene: `
    ip netns add lived
    ip -n lived link set lo up
    ip link add up0 type veth peer name eth0 netns lived
    ip link set up0 up
    ip -n lived link set eth0 up
    ip -n lived address add 10.2.0.2/24 dev eth0
    ip -n lived address add 10.2.0.3/24 dev eth0 label eth0:2
    ip -n lived address add 10.2.0.4/24 dev eth0
    ip -n lived address add 172.16.5.1/30 dev eth0
    ip -n lived address add 2001:db8:2::2/64 dev eth0
    ip -n lived address add 2001:db8:2::3/64 dev eth0 nodad
    ip -n lived route add default via 10.2.0.1
    ip -n lived route add 10.9.0.0/16 via 10.2.0.254 metric 7
    ip -n lived route add 10.9.0.0/16 via 10.2.0.253 table 77 src 10.2.0.3
    ip -n lived route append 10.8.0.0/16 via 10.2.0.11
    ip -n lived route append 10.8.0.0/16 via 10.2.0.12
    ip -n lived route add blackhole 10.7.0.0/16
    ip -n lived -6 route add 2001:db8:9::/48 via 2001:db8:2::1
    ip -n lived -6 route add default via 2001:db8:2::1 metric 99
    ip -n lived rule add from 10.2.0.3 lookup 77 priority 1000
    ip -n lived neigh add 10.2.0.1 lladdr 02:00:00:00:00:01 dev eth0 nud permanent
    ip -n lived neigh add proxy 10.2.0.200 dev eth0
    ip -n lived -6 neigh add 2001:db8:2::1 lladdr 02:00:00:00:00:02 dev eth0 nud permanent
    ip -n lived link add tap0 type veth peer name tap1
    ip -n lived link set tap0 up; ip -n lived link set tap1 up
    ip -n lived link set tap0 alias 'some alias'
    ip -n lived link property add dev tap0 altname tap0-also
    ip -n lived link set tap1 down
    ip -n lived link set eth0 down; ip -n lived link set eth0 up
    ip -n lived address add 2001:db8:2::2/64 dev eth0
    ip -n lived address add 2001:db8:2::3/64 dev eth0 nodad
    ip -n lived route add default via 10.2.0.1
    ip -n lived route add 10.9.0.0/16 via 10.2.0.254 metric 7
    ip -n lived route add 10.9.0.0/16 via 10.2.0.253 table 77 src 10.2.0.3
    ip -n lived route append 10.8.0.0/16 via 10.2.0.11
    ip -n lived route append 10.8.0.0/16 via 10.2.0.12
    ip -n lived -6 route add 2001:db8:9::/48 via 2001:db8:2::1
    ip -n lived -6 route add default via 2001:db8:2::1 metric 99
    ip -n lived neigh add 10.2.0.1 lladdr 02:00:00:00:00:01 dev eth0 nud permanent
    ip -n lived neigh add proxy 10.2.0.200 dev eth0
    ip -n lived -6 neigh add 2001:db8:2::1 lladdr 02:00:00:00:00:02 dev eth0 nud permanent
    sleep 2.2`,
  change: (net) =>
    net
      .namespace('lived')
      .address('eth0', '10.3.0.1/24')
      .deleteAddress('eth0', '10.2.0.2/24')
      .route('10.9.0.0/16', { via: '10.3.0.9', metric: 8 })
      .deleteRoute('10.8.0.0/16', { via: '10.2.0.11' })
      .link('tap0', { mtu: 1200, alias: 'another', mac: '02:00:00:00:aa:01' })
      .link('tap0', { name: 'tap9', up: false })
      .link('tap1', { up: true, txQueueLength: 77 })
      .sysctl('net.ipv4.ip_forward', '1')
      .sysctl('net.ipv4.conf.eth0.rp_filter', '2')
      .neighbour('eth0', '10.2.0.77', { mac: '02:00:00:00:00:77' })
      .link('eth0', { mac: '02:00:00:00:aa:02', mtu: 1300 })
      .link('eth0', { up: false })
      .link('eth0', { name: 'wan0' })
      .link('wan0', { up: true })
      .route('default', { via: '10.3.0.254', metric: 3 }),
};
