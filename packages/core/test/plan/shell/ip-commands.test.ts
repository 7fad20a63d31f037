import test from 'ava';
import {
  HOST,
  type KernelOperation,
  type LinkAdd,
  type LinkSet,
  commandsOf,
  ipCommands,
  shellLine,
} from '@netloom/core';

const lines = (operation: KernelOperation): string[] => ipCommands(operation).map(shellLine);

const golden = test.macro({
  exec(t, operation: KernelOperation, expected: readonly string[]) {
    t.deepEqual(lines(operation), expected);
  },
  title: (title: string | undefined, operation: KernelOperation) =>
    `${operation.op}${title === undefined || title === '' ? '' : `: ${title}`}`,
});

test(golden, { op: 'namespace.add', namespace: 'blue' }, ['ip netns add blue']);
test(golden, { op: 'namespace.delete', namespace: 'blue' }, ['ip netns delete blue']);

const veth: LinkAdd = {
  op: 'link.add',
  namespace: 'blue',
  kind: 'veth',
  name: 'eth0',
  data: { peer: { name: 'eth0-host', namespace: HOST } },
};
test('a veth is made from the host, where one end is', golden, veth, [
  'ip link add name eth0-host type veth peer name eth0 netns blue',
]);
test(
  'all that a veth can have',
  golden,
  {
    ...veth,
    ifindex: 11,
    up: true,
    mtu: 1400,
    mac: '02:00:00:00:00:01',
    alias: 'the blue end',
    altNames: ['uplink', 'wan'],
    txQueueLength: 100,
    group: 3,
    data: {
      queues: { tx: 1, rx: 2 },
      peer: { name: 'eth0-host', namespace: HOST, ifindex: 12, up: true, master: 'br0', promiscuous: true },
    },
  },
  [
    'ip link add name eth0-host index 12 numtxqueues 1 numrxqueues 2 master br0 type veth peer name eth0 index 11 ' +
      'mtu 1400 address 02:00:00:00:00:01 txqueuelen 100 group 3 numtxqueues 1 numrxqueues 2 netns blue',
    'ip link set dev if12 promisc on up',
    'ip -n blue link property add dev if11 altname uplink altname wan',
    "ip -n blue link set dev if11 alias 'the blue end' up",
  ],
);
test(
  'a veth between two named namespaces, its peer in a bridge',
  golden,
  { ...veth, data: { peer: { name: 'p', namespace: 'green', master: 'br0' } } },
  ['ip -n blue link add name eth0 type veth peer name p netns green', 'ip -n green link set dev p master br0'],
);
test(
  'a veth with both ends in one namespace',
  golden,
  { ...veth, up: true, data: { peer: { name: 'p', namespace: 'blue', up: true } } },
  [
    'ip -n blue link add name eth0 type veth peer name p',
    'ip -n blue link set dev eth0 up',
    'ip -n blue link set dev p up',
  ],
);
test(
  'a bridge with its options',
  golden,
  {
    op: 'link.add',
    namespace: HOST,
    kind: 'bridge',
    name: 'br0',
    up: true,
    data: { stp: false, forwardDelay: 1500, vlanFiltering: true, multicastSnooping: false, groupForwardMask: 8 },
  },
  [
    'ip link add name br0 up type bridge stp_state 0 forward_delay 1500 vlan_filtering 1 mcast_snooping 0 group_fwd_mask 8',
  ],
);
test(
  'a macvlan is made from the namespace of its parent',
  golden,
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'macvlan',
    name: 'mv0',
    master: 'br0',
    up: true,
    data: { parent: 'eth0', parentNamespace: HOST, mode: 'bridge' },
  },
  ['ip link add link eth0 name mv0 netns blue up type macvlan mode bridge', 'ip -n blue link set dev mv0 master br0'],
);
test(
  'the index of a parent wins over its name',
  golden,
  {
    op: 'link.add',
    namespace: HOST,
    kind: 'macvtap',
    name: 'tap0',
    data: { parent: 'eth0', parentIndex: 7, parentNamespace: { path: '/run/ns/a' }, mode: 'private' },
  },
  ['nsenter --net=/run/ns/a ip link add link if7 name tap0 netns /proc/$$/ns/net type macvtap mode private'],
);

const set = (changes: LinkSet['changes'], more: Partial<LinkSet> = {}): LinkSet => ({
  op: 'link.set',
  namespace: 'blue',
  name: 'eth0',
  changes,
  ...more,
});
const CHANGES: readonly (readonly [LinkSet['changes'], string])[] = [
  [{ name: 'wan' }, 'name wan'],
  [{ up: true }, 'up'],
  [{ up: false }, 'down'],
  [{ mac: '02:00:00:00:00:01' }, 'address 02:00:00:00:00:01'],
  [{ mtu: 1400 }, 'mtu 1400'],
  [{ master: 'br0' }, 'master br0'],
  [{ masterIndex: 9 }, 'master if9'],
  [{ master: null }, 'nomaster'],
  [{ alias: 'a b' }, "alias 'a b'"],
  [{ alias: null }, "alias ''"],
  [{ txQueueLength: 5 }, 'txqueuelen 5'],
  [{ group: 5 }, 'group 5'],
  [{ promiscuous: true }, 'promisc on'],
  [{ allMulticast: false }, 'allmulticast off'],
  [{ multicast: false }, 'multicast off'],
  [{ arp: false }, 'arp off'],
  [{ addressGeneration: 'stable-privacy' }, 'addrgenmode stable_secret'],
  [{ namespace: 'green' }, 'netns green'],
  [{ namespace: HOST }, 'netns /proc/$$/ns/net'],
  [{ namespace: { pid: 42 } }, 'netns /proc/42/ns/net'],
  [{ namespace: '42' }, 'netns /run/netns/42'],
  [
    { port: { cost: 5, isolated: true, learning: false, neighbourSuppress: true } },
    'type bridge_slave cost 5 isolated on learning off neigh_suppress on',
  ],
];
for (const [changes, words] of CHANGES) {
  test(words, golden, set(changes), [`ip -n blue link set dev eth0 ${words}`]);
}
test('alternative names', golden, set({ addAltName: 'b', deleteAltName: 'a' }), [
  'ip -n blue link property del dev eth0 altname a',
  'ip -n blue link property add dev eth0 altname b',
]);
test('options of the kind', golden, set({ data: { stp: true, ageingTime: 100 } }, { kind: 'bridge', ifindex: 3 }), [
  'ip -n blue link set dev if3 type bridge stp_state 1 ageing_time 100',
]);
test('name and namespace come last', golden, set({ namespace: 'green', name: 'wan', mtu: 1400 }), [
  'ip -n blue link set dev eth0 mtu 1400',
  'ip -n blue link set dev eth0 name wan',
  'ip -n blue link set dev wan netns green',
]);
test(golden, { op: 'link.delete', namespace: { pid: 42 }, name: 'eth0', ifindex: 5 }, [
  'nsenter --net=/proc/42/ns/net ip link delete dev if5',
]);

const on = { namespace: 'blue', link: 'eth0', family: 'inet' } as const;
test(golden, { op: 'address.add', ...on, address: '10.0.0.1/24' }, ['ip -n blue address add 10.0.0.1/24 dev eth0']);
test(
  'all that an address can have',
  golden,
  {
    op: 'address.replace',
    ...on,
    address: '10.0.0.1/24',
    ifindex: 4,
    peer: '10.0.0.2/24',
    broadcast: '10.0.0.255',
    label: 'eth0:x',
    scope: 'link',
    metric: 5,
    noPrefixRoute: true,
    validLifetime: 100,
    preferredLifetime: 50,
  },
  [
    'ip -n blue address replace 10.0.0.1/24 peer 10.0.0.2/24 broadcast 10.0.0.255 label eth0:x scope link metric 5 ' +
      'valid_lft 100 preferred_lft 50 noprefixroute dev if4',
  ],
);
test(
  'preferred as long as it is valid, where nothing is said: ip would prefer it for ever, which is longer',
  golden,
  { op: 'address.add', ...on, family: 'inet6', address: '2001:db8::1/64', validLifetime: 100 },
  ['ip -n blue address add 2001:db8::1/64 valid_lft 100 preferred_lft 100 dev eth0'],
);
test(golden, { op: 'address.delete', ...on, family: 'inet6', address: '2001:db8::1/64' }, [
  'ip -n blue address delete 2001:db8::1/64 dev eth0',
]);

const route = { namespace: 'blue', family: 'inet', destination: '10.5.0.0/16', table: 254, type: 'unicast' } as const;
test(golden, { op: 'route.add', ...route, destination: '0.0.0.0/0', via: '10.0.0.1' }, [
  'ip -n blue route add default via 10.0.0.1',
]);
test(
  'all that a route can have',
  golden,
  {
    op: 'route.replace',
    ...route,
    via: '10.0.0.1',
    dev: 'eth0',
    devIndex: 4,
    table: 100,
    metric: 5,
    tos: 16,
    source: '10.0.0.2',
    scope: 'global',
    protocol: 'static',
    onLink: true,
    metrics: { mtu: 1400, rtt: 100 },
  },
  [
    'ip -n blue route replace 10.5.0.0/16 via 10.0.0.1 dev if4 onlink table 100 metric 5 tos 0x10 src 10.0.0.2 ' +
      'scope global proto static mtu 1400 rtt 100ms',
  ],
);
test('behind others of its key', golden, { op: 'route.add', ...route, append: true, dev: 'eth0' }, [
  'ip -n blue route append 10.5.0.0/16 dev eth0',
]);
test(
  'of IPv6, and its preference',
  golden,
  { op: 'route.add', ...route, family: 'inet6', destination: '::/0', via: 'fe80::1', dev: 'eth0', preference: 'high' },
  ['ip -n blue route add ::/0 via fe80::1 dev eth0 pref high'],
);
test('a gateway of the other family', golden, { op: 'route.add', ...route, via: 'fe80::1', dev: 'eth0' }, [
  'ip -n blue route add 10.5.0.0/16 via inet6 fe80::1 dev eth0',
]);
test('a type that leads nowhere', golden, { op: 'route.add', ...route, type: 'blackhole' }, [
  'ip -n blue route add blackhole 10.5.0.0/16',
]);
test(
  'several ways',
  golden,
  {
    op: 'route.add',
    ...route,
    nextHops: [
      { via: '10.0.0.1', dev: 'eth0', weight: 3 },
      { via: '10.0.0.9', devIndex: 7, onLink: true },
    ],
  },
  ['ip -n blue route add 10.5.0.0/16 nexthop via 10.0.0.1 dev eth0 weight 3 nexthop via 10.0.0.9 dev if7 onlink'],
);
test('to this machine, in the main table', golden, { op: 'route.add', ...route, type: 'local', dev: 'eth0' }, [
  'ip -n blue route add local 10.5.0.0/16 dev eth0 table 254',
]);
test(golden, { op: 'route.delete', namespace: HOST, family: 'inet', destination: '10.5.0.0/16', table: 100 }, [
  'ip route delete 10.5.0.0/16 table 100',
]);

test(golden, { op: 'neighbour.add', ...on, address: '10.0.0.9', mac: '02:00:00:00:00:09' }, [
  'ip -n blue neighbour add 10.0.0.9 lladdr 02:00:00:00:00:09 nud permanent dev eth0',
]);
test(
  'a router that is not asked for',
  golden,
  { op: 'neighbour.replace', ...on, address: '2001:db8::9', mac: '02:00:00:00:00:09', state: 'noarp', router: true },
  ['ip -n blue neighbour replace 2001:db8::9 lladdr 02:00:00:00:00:09 nud noarp router dev eth0'],
);
test('a proxy', golden, { op: 'neighbour.delete', ...on, address: '10.0.0.9', proxy: true }, [
  'ip -n blue neighbour delete proxy 10.0.0.9 dev eth0',
]);

test(golden, { op: 'rule.add', namespace: 'blue', family: 'inet6', priority: 100, action: 'lookup', table: 100 }, [
  'ip -n blue -6 rule add priority 100 lookup 100',
]);
test(
  'all that a rule can have',
  golden,
  {
    op: 'rule.delete',
    namespace: HOST,
    family: 'inet',
    priority: 99,
    action: 'unreachable',
    not: true,
    from: '10.0.0.0/8',
    to: '10.1.0.0/16',
    inputDevice: 'eth0',
    outputDevice: 'eth1',
    mark: 5,
    markMask: 255,
    tos: 16,
    protocol: 'static',
    suppressPrefixLength: 0,
    ipProtocol: 'tcp',
    sourcePort: '10-20',
    destinationPort: '80',
  },
  [
    'ip rule delete priority 99 not from 10.0.0.0/8 to 10.1.0.0/16 iif eth0 oif eth1 fwmark 0x5/0xff tos 0x10 ' +
      'ipproto tcp sport 10-20 dport 80 unreachable suppress_prefixlength 0 protocol static',
  ],
);

test(
  golden,
  { op: 'fdb.add', namespace: 'blue', link: 'eth0', mac: '02:00:00:00:00:09', owner: 'master', state: 'static' },
  ['bridge -n blue fdb add 02:00:00:00:00:09 dev eth0 master static'],
);
test(
  'a destination of a VXLAN',
  golden,
  {
    op: 'fdb.add',
    namespace: HOST,
    link: 'vx0',
    ifindex: 6,
    mac: '00:00:00:00:00:00',
    owner: 'self',
    state: 'permanent',
    destination: '10.1.1.2',
    vlan: 5,
  },
  ['bridge fdb append 00:00:00:00:00:00 dev if6 dst 10.1.1.2 self permanent vlan 5'],
);

test(golden, { op: 'sysctl.set', namespace: 'blue', key: 'net/ipv4/ip_forward', value: '1' }, [
  'ip netns exec blue sysctl -w net/ipv4/ip_forward=1',
]);
test(
  'where the namespace is a path',
  golden,
  { op: 'sysctl.set', namespace: { path: '/run/ns/a' }, key: 'net/ipv4/tcp_rmem', value: '1 2 3' },
  ["nsenter --net=/run/ns/a sysctl -w 'net/ipv4/tcp_rmem=1 2 3'"],
);

test('an index is chosen for a link that is added from elsewhere, where the caller asks for that', (t) => {
  const operation: KernelOperation = {
    op: 'link.add',
    namespace: 'blue',
    kind: 'macvlan',
    name: 'eth0',
    data: { parent: 'eth0', parentNamespace: HOST, mode: 'bridge' },
  };
  const context = { hostNetns: '/proc/1000/ns/net', chooseIndex: () => 1_073_741_999 };
  t.deepEqual(
    commandsOf(operation, context).map(({ args }) => args.join(' ')),
    ['link add link eth0 name eth0 index 1073741999 netns blue type macvlan mode bridge'],
  );
  t.false(commandsOf({ ...operation, namespace: HOST }, context)[0]?.args.includes('index'));
});
