import type { KernelOperation } from '@netloom/core';
import { HOST } from '@netloom/core/driver';

/**
 * Operations with the `ip` command that does the same. They are recorded where `br0` has index 10, `v0` and `v1`, a veth,
 * 11 and 12, and the namespace `blue` is there; `v0` is up and has 10.0.0.1/24 and 2001:db8::1/64.
 */
export interface GoldenCase {
  readonly title: string;
  readonly operation: KernelOperation;
  readonly command: readonly string[];
}

const on = { namespace: HOST, link: 'v0', ifindex: 11 } as const;
const route = { namespace: HOST, family: 'inet', table: 254, type: 'unicast', devIndex: 11 } as const;

function words(text: string): readonly string[] {
  return text.split(' ');
}

export const GOLDEN_CASES: readonly GoldenCase[] = [
  {
    title: 'veth',
    operation: {
      op: 'link.add',
      namespace: HOST,
      kind: 'veth',
      name: 'a0',
      ifindex: 21,
      mac: '02:00:00:00:00:01',
      mtu: 1400,
      txQueueLength: 77,
      group: 7,
      data: { queues: { tx: 1, rx: 1 }, peer: { name: 'a1', namespace: HOST, ifindex: 22, mtu: 1400 } },
    },
    command: words(
      'ip link add name a0 index 21 address 02:00:00:00:00:01 mtu 1400 txqueuelen 77 group 7 numtxqueues 1 numrxqueues 1 type veth peer name a1 index 22 mtu 1400 numtxqueues 1 numrxqueues 1',
    ),
  },
  {
    title: 'bridge',
    operation: {
      op: 'link.add',
      namespace: HOST,
      kind: 'bridge',
      name: 'br1',
      up: true,
      data: {
        stp: true,
        priority: 4096,
        forwardDelay: 1000,
        helloTime: 300,
        maxAge: 1500,
        ageingTime: 20000,
        multicastSnooping: false,
      },
    },
    command: words(
      'ip link add name br1 up type bridge forward_delay 1000 hello_time 300 max_age 1500 ageing_time 20000 stp_state 1 priority 4096 mcast_snooping 0',
    ),
  },
  {
    title: 'macvlan',
    operation: {
      op: 'link.add',
      namespace: HOST,
      kind: 'macvlan',
      name: 'm0',
      data: { parent: 'br0', parentIndex: 10, parentNamespace: HOST, mode: 'bridge' },
    },
    command: words('ip link add link br0 name m0 type macvlan mode bridge'),
  },
  {
    title: 'bridge, its other options',
    operation: {
      op: 'link.add',
      namespace: HOST,
      kind: 'bridge',
      name: 'br1',
      data: { vlanFiltering: true, groupForwardMask: 8 },
    },
    command: words('ip link add name br1 type bridge group_fwd_mask 8 vlan_filtering 1'),
  },
  ...(['private', 'vepa', 'passthru', 'source'] as const).map((mode): GoldenCase => ({
    title: `macvlan ${mode}`,
    operation: {
      op: 'link.add',
      namespace: HOST,
      kind: 'macvlan',
      name: 'm0',
      data: { parent: 'br0', parentIndex: 10, parentNamespace: HOST, mode },
    },
    command: words(`ip link add link br0 name m0 type macvlan mode ${mode}`),
  })),
  {
    title: 'macvtap',
    operation: {
      op: 'link.add',
      namespace: HOST,
      kind: 'macvtap',
      name: 't0',
      mac: '02:00:00:00:00:07',
      up: true,
      data: { parent: 'br0', parentIndex: 10, parentNamespace: HOST, mode: 'bridge' },
    },
    command: words('ip link add link br0 name t0 address 02:00:00:00:00:07 up type macvtap mode bridge'),
  },
  {
    title: 'up, and its MTU',
    operation: { op: 'link.set', namespace: HOST, name: 'v1', ifindex: 12, changes: { up: true, mtu: 1300 } },
    command: words('ip link set dev v1 up mtu 1300'),
  },
  {
    title: 'master',
    operation: { op: 'link.set', namespace: HOST, name: 'v1', ifindex: 12, changes: { masterIndex: 10 } },
    command: words('ip link set dev v1 master br0'),
  },
  {
    title: 'flags',
    operation: {
      op: 'link.set',
      namespace: HOST,
      name: 'v1',
      ifindex: 12,
      changes: { promiscuous: true, allMulticast: true, multicast: false, arp: false },
    },
    command: words('ip link set dev v1 promisc on allmulticast on multicast off arp off'),
  },
  {
    title: 'port options',
    operation: {
      op: 'link.set',
      namespace: HOST,
      name: 'v1',
      ifindex: 12,
      changes: { port: { isolated: true, cost: 9 } },
    },
    command: words('ip link set dev v1 type bridge_slave cost 9 isolated on'),
  },
  {
    title: 'port options, the rest',
    operation: {
      op: 'link.set',
      namespace: HOST,
      name: 'v1',
      ifindex: 12,
      changes: {
        port: {
          priority: 16,
          hairpin: true,
          guard: true,
          rootBlock: true,
          fastLeave: true,
          learning: false,
          flood: false,
          multicastFlood: false,
          broadcastFlood: false,
          neighbourSuppress: true,
        },
      },
    },
    command: words(
      'ip link set dev v1 type bridge_slave priority 16 hairpin on guard on root_block on fastleave on learning off flood off mcast_flood off bcast_flood off neigh_suppress on',
    ),
  },
  {
    title: 'altname',
    operation: { op: 'link.set', namespace: HOST, name: 'v1', ifindex: 12, changes: { addAltName: 'other' } },
    command: words('ip link property add dev v1 altname other'),
  },
  {
    title: 'alias',
    operation: { op: 'link.set', namespace: HOST, name: 'v1', ifindex: 12, changes: { alias: 'words' } },
    command: words('ip link set dev v1 alias words'),
  },
  {
    title: 'address generation',
    operation: { op: 'link.set', namespace: HOST, name: 'v1', ifindex: 12, changes: { addressGeneration: 'none' } },
    command: words('ip link set dev v1 addrgenmode none'),
  },
  {
    title: 'address',
    operation: {
      op: 'address.add',
      ...on,
      family: 'inet',
      address: '10.9.0.1/24',
      broadcast: '10.9.0.255',
      label: 'v0:x',
      metric: 50,
      noPrefixRoute: true,
      validLifetime: 3600,
      preferredLifetime: 1800,
    },
    command: words(
      'ip address add 10.9.0.1/24 broadcast 10.9.0.255 label v0:x metric 50 valid_lft 3600 preferred_lft 1800 noprefixroute dev v0',
    ),
  },
  {
    title: 'address of a peer',
    operation: { op: 'address.add', ...on, family: 'inet', address: '10.8.0.1/32', peer: '10.8.0.2/32' },
    command: words('ip address add 10.8.0.1 peer 10.8.0.2 dev v0'),
  },
  {
    title: 'address of IPv6',
    operation: { op: 'address.replace', ...on, family: 'inet6', address: '2001:db8:1::1/64', noDad: true },
    command: words('ip address replace 2001:db8:1::1/64 nodad dev v0'),
  },
  {
    title: 'address deleted',
    operation: { op: 'address.delete', ...on, family: 'inet', address: '10.8.0.1/32', peer: '10.8.0.2/32' },
    command: words('ip address delete 10.8.0.1 peer 10.8.0.2 dev v0'),
  },
  {
    title: 'route',
    operation: {
      op: 'route.add',
      ...route,
      destination: '10.7.0.0/16',
      via: '10.0.0.254',
      metric: 7,
      tos: 16,
      source: '10.0.0.1',
      protocol: 'static',
      table: 1000,
      metrics: { mtu: 1200, advmss: 1100 },
    },
    command: words(
      'ip route add 10.7.0.0/16 via 10.0.0.254 dev v0 metric 7 tos 0x10 src 10.0.0.1 protocol static table 1000 mtu 1200 advmss 1100',
    ),
  },
  {
    title: 'route of several ways',
    operation: {
      op: 'route.add',
      append: true,
      namespace: HOST,
      family: 'inet',
      table: 254,
      type: 'unicast',
      destination: '10.6.0.0/16',
      nextHops: [{ via: '10.0.0.2', weight: 3 }, { devIndex: 11 }],
    },
    command: words('ip route append 10.6.0.0/16 nexthop via 10.0.0.2 weight 3 nexthop dev v0'),
  },
  {
    title: 'route by a gateway of IPv6',
    operation: { op: 'route.replace', ...route, destination: '10.5.0.0/16', via: '2001:db8::9' },
    command: words('ip route replace 10.5.0.0/16 via inet6 2001:db8::9 dev v0'),
  },
  {
    title: 'route that leads nowhere',
    operation: {
      op: 'route.add',
      namespace: HOST,
      family: 'inet',
      table: 254,
      type: 'blackhole',
      destination: '10.4.0.0/16',
    },
    command: words('ip route add blackhole 10.4.0.0/16'),
  },
  {
    title: 'route of IPv6',
    operation: {
      op: 'route.add',
      ...route,
      family: 'inet6',
      destination: '::/0',
      via: '2001:db8::9',
      preference: 'high',
    },
    command: words('ip -6 route add default via 2001:db8::9 dev v0 pref high'),
  },
  {
    title: 'route deleted',
    operation: {
      op: 'route.delete',
      namespace: HOST,
      family: 'inet',
      destination: '10.7.0.0/16',
      table: 1000,
      tos: 16,
      metric: 7,
    },
    command: words('ip route delete 10.7.0.0/16 metric 7 tos 0x10 table 1000'),
  },
  {
    title: 'neighbour',
    operation: { op: 'neighbour.add', ...on, family: 'inet', address: '10.0.0.9', mac: '02:00:00:00:00:09' },
    command: words('ip neighbour add 10.0.0.9 lladdr 02:00:00:00:00:09 nud permanent dev v0'),
  },
  {
    title: 'proxy',
    operation: { op: 'neighbour.add', ...on, family: 'inet6', address: '2001:db8::5', proxy: true },
    command: words('ip neighbour add proxy 2001:db8::5 dev v0'),
  },
  {
    title: 'neighbour deleted',
    operation: { op: 'neighbour.delete', ...on, family: 'inet', address: '10.0.0.9' },
    command: words('ip neighbour delete 10.0.0.9 dev v0'),
  },
  {
    title: 'forwarding entry',
    operation: { op: 'fdb.add', ...on, mac: '02:00:00:00:00:08', owner: 'self', state: 'static' },
    command: words('bridge fdb add 02:00:00:00:00:08 dev v0 self static'),
  },
  {
    title: 'rule',
    operation: {
      op: 'rule.add',
      namespace: HOST,
      family: 'inet',
      priority: 100,
      action: 'lookup',
      table: 1000,
      from: '10.0.0.0/8',
      to: '192.0.2.0/24',
      inputDevice: 'v0',
      mark: 5,
      markMask: 255,
      tos: 16,
      not: true,
      suppressPrefixLength: 8,
      ipProtocol: 'tcp',
      destinationPort: '1000-2000',
    },
    command: words(
      'ip rule add priority 100 not from 10.0.0.0/8 to 192.0.2.0/24 iif v0 fwmark 5/255 tos 0x10 ipproto tcp dport 1000-2000 lookup 1000 suppress_prefixlength 8',
    ),
  },
  {
    title: 'rule that leads to another',
    operation: { op: 'rule.add', namespace: HOST, family: 'inet', priority: 110, action: 'goto', goto: 200 },
    command: words('ip rule add priority 110 goto 200'),
  },
  {
    title: 'rule that leads on',
    operation: {
      op: 'rule.add',
      namespace: HOST,
      family: 'inet6',
      priority: 120,
      action: 'nop',
      from: '2001:db8::/32',
    },
    command: words('ip -6 rule add priority 120 from 2001:db8::/32 nop'),
  },
  {
    title: 'rule deleted',
    operation: { op: 'rule.delete', namespace: HOST, family: 'inet6', priority: 200, action: 'prohibit' },
    command: words('ip -6 rule delete priority 200 prohibit'),
  },
  {
    title: 'link deleted',
    operation: { op: 'link.delete', namespace: HOST, name: 'v1', ifindex: 12 },
    command: words('ip link delete dev v1'),
  },
];
