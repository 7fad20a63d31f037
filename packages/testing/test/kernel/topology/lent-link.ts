import type { Topology } from './topology.js';

/** A link of the host, with addresses and routes, lent to a new namespace under another name. */
export const lentLink: Topology = {
  name: 'a link lent',
  scene: `
    ip link add nic0 type veth peer name wire0
    ip link set nic0 address 02:00:00:00:bb:01 mtu 1450 alias lent
    ip link set wire0 up; ip link set nic0 up; ip link set nic0 down; ip link set nic0 up
    ip address add 10.4.0.2/24 dev nic0
    ip address add 10.4.0.3/24 dev nic0
    ip address add 2001:db8:4::2/64 dev nic0
    ip route add 10.44.0.0/16 via 10.4.0.1
    ip route add 10.45.0.0/16 via 10.4.0.1 table 88
    ip neigh add 10.4.0.1 lladdr 02:00:00:00:00:04 dev nic0 nud permanent
    ip link add lan0 link nic0 type macvlan mode bridge
    ip netns add other
    ip link set lan0 netns other
    ip -n other link set lan0 up
    echo 2 > /proc/sys/net/ipv4/conf/nic0/rp_filter
    sleep 2`,
  change: (net) =>
    net
      .namespace('tenant')
      .move('nic0', { as: 'eth0' })
      .link('eth0', { mtu: 1400 })
      .address('eth0', '10.4.0.9/24')
      .route('default', { via: '10.4.0.1' })
      .host()
      .veth('late0', { peer: { name: 'late1', namespace: 'tenant' } }),
};
