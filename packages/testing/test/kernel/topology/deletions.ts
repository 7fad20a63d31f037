import type { Topology } from './topology.js';

/** Links and a namespace deleted, and others made under their names. */
export const deletions: Topology = {
  name: 'deletions',
  scene: `
    ip netns add old
    ip -n old link set lo up
    ip link add veth0 type veth peer name eth0 netns old
    ip link set veth0 up; ip -n old link set eth0 up
    ip address add 10.6.0.1/24 dev veth0
    ip address add 2001:db8:6::1/64 dev veth0
    ip route add 10.66.0.0/16 via 10.6.0.2
    ip -n old address add 10.6.0.2/24 dev eth0
    ip -n old route add default via 10.6.0.1
    ip link add br0 address 02:00:00:00:ee:00 type bridge
    ip link set br0 up
    ip address add 10.7.0.1/24 dev br0
    ip link add p0 type veth peer name p1
    ip link set p0 up; ip link set p1 up; ip link set p0 master br0
    ip link add mv0 link veth0 type macvlan mode private
    ip link set mv0 up
    ip netns add doomed
    ip -n doomed link set lo up
    ip link add d0 type veth peer name eth0 netns doomed
    ip link set d0 up; ip -n doomed link set eth0 up
    ip address add 10.8.0.1/24 dev d0
    ip -n doomed address add 10.8.0.2/24 dev eth0
    ip -n doomed route add default via 10.8.0.1
    ip -n doomed link add br0 type bridge
    ip -n doomed link set br0 up
    sleep 2`,
  change: (net) =>
    net
      .host()
      .delete('br0')
      .namespace('old')
      .delete('eth0')
      .veth('eth0', { address: '10.6.0.2/24', peer: { name: 'veth0', address: '10.6.0.1/24' } })
      .route('default', { via: '10.6.0.1' })
      .deleteNamespace('doomed')
      .namespace('doomed')
      .veth('eth0', { address: '10.8.0.3/24', peer: { name: 'd0' } }),
};
