import type { Topology } from './topology.js';

/** Ports that change their bridge, with options and static entries that a port loses when it leaves. */
export const bridgePorts: Topology = {
  name: 'bridge ports',
  scene: `
    ip link add br0 address 02:00:00:00:cc:00 type bridge
    ip link add br1 address 02:00:00:00:cc:01 type bridge
    ip link set br0 up; ip link set br1 up
    ip address add 10.5.0.1/24 dev br0
    ip route add 10.55.0.0/16 via 10.5.0.2
    for n in 1 2 3; do
      ip link add p$n type veth peer name q$n
      ip link set p$n up; ip link set q$n up
    done
    ip link set p1 master br0; ip link set p2 master br0; ip link set p3 master br1
    bridge link set dev p1 cost 9 priority 5 isolated on hairpin on
    bridge fdb add 02:00:00:00:dd:01 dev p1 master static
    sleep 1.7`,
  change: (net) =>
    net
      .host()
      .link('p1', { master: 'br1' })
      .link('p2', { master: null })
      .link('p3', { mtu: 1400 })
      .address('p2', '10.6.0.1/24')
      .link('br0', { up: false })
      .link('br0', { mac: '02:00:00:00:cc:99' })
      .bridge('br2', { ports: ['q1'] })
      .link('br0', { up: true }),
};
