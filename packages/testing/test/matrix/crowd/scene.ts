import type { Topology } from '../../kernel/topology/topology.js';

/** A host link, a bridge, and two namespaces that all share. */
export const SHARED: Pick<Topology, 'scene'> = {
  scene: `
    ip link add eth0 type veth peer name wire0
    ip link set eth0 up; ip link set wire0 up
    ip address add 192.0.2.1/24 dev eth0
    ip link add br0 address 02:00:00:00:aa:00 type bridge
    ip link set br0 up
    ip link set wire0 master br0
    ip address add 10.1.0.1/16 dev br0
    ip netns add shared-0; ip -n shared-0 link set lo up
    ip netns add shared-1; ip -n shared-1 link set lo up
    sleep 1.7`,
};
