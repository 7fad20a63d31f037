import './sandbox-only.js';
import test from 'ava';
import type { AddressAdd, RouteAdd, RuleAdd } from '@netloom/core';
import { done, namespaceFor, run, stateOf } from './sandbox.js';

const INDEX = 1_200_000_000;

/** A namespace with a veth pair, both ends up. */
function withVeth(t: Parameters<typeof namespaceFor>[0]): string {
  const namespace = namespaceFor(t);
  run(`ip -n ${namespace} link set dev lo up`);
  run(`ip -n ${namespace} link add name v0 index ${INDEX} type veth peer name v1`);
  run(`ip -n ${namespace} link set dev v0 addrgenmode none up`);
  run(`ip -n ${namespace} link set dev v1 addrgenmode none up`);
  return namespace;
}

test('addresses are added, replaced and deleted', async (t) => {
  const blue = withVeth(t);
  const on = { namespace: blue, link: 'whatever', ifindex: INDEX } as const;
  const addresses: AddressAdd[] = [
    { op: 'address.add', ...on, family: 'inet', address: '10.0.0.1/24', broadcast: '10.0.0.255' },
    { op: 'address.add', ...on, family: 'inet', address: '10.0.0.2/24', label: 'v0:x', metric: 7, noPrefixRoute: true },
    { op: 'address.add', ...on, family: 'inet', address: '10.9.0.1/32', peer: '10.9.0.2/32' },
    { op: 'address.add', ...on, family: 'inet6', address: '2001:db8::1/64', noDad: true },
  ];
  await done(t, ...addresses);
  const read = async (): Promise<readonly unknown[]> =>
    (await stateOf(t, blue)).addresses.filter(({ ifindex }) => ifindex === INDEX);
  const common = { link: 'v0', ifindex: INDEX, family: 'inet', scope: 'global' };
  t.deepEqual(await read(), [
    { ...common, address: '10.0.0.1/24', broadcast: '10.0.0.255' },
    { ...common, address: '10.9.0.1/32', peer: '10.9.0.2/32' },
    { ...common, address: '10.0.0.2/24', label: 'v0:x', metric: 7, noPrefixRoute: true, secondary: true },
    { ...common, family: 'inet6', address: '2001:db8::1/64', noDad: true },
  ]);
  await done(
    t,
    {
      op: 'address.replace',
      ...on,
      family: 'inet',
      address: '10.0.0.1/24',
      validLifetime: 1000,
      preferredLifetime: 500,
    },
    { op: 'address.delete', ...on, family: 'inet', address: '10.9.0.1/32', peer: '10.9.0.2/32' },
    { op: 'address.delete', ...on, family: 'inet6', address: '2001:db8::1/64' },
  );
  const [first, ...rest] = await read();
  t.true((first as { validLifetime: number }).validLifetime > 900);
  t.is(rest.length, 1);
});

test('routes of both families, every type, and their order', async (t) => {
  const blue = withVeth(t);
  run(`ip -n ${blue} address add 10.0.0.1/24 dev v0`);
  run(`ip -n ${blue} address add 2001:db8::1/64 dev v0 nodad`);
  const v4 = { op: 'route.add', namespace: blue, family: 'inet', table: 254, type: 'unicast' } as const;
  const v6 = { ...v4, family: 'inet6' } as const;
  const routes: RouteAdd[] = [
    { ...v4, destination: '0.0.0.0/0', via: '10.0.0.9' },
    { ...v4, destination: '10.1.0.0/16', via: '10.0.0.9', metric: 5, source: '10.0.0.1', protocol: 'static' },
    { ...v4, destination: '10.1.0.0/16', via: '10.0.0.8', metric: 5, append: true },
    { ...v4, destination: '10.2.0.0/16', table: 100, via: 'fe80::9', dev: 'v0', tos: 16 },
    {
      ...v4,
      destination: '10.3.0.0/16',
      dev: 'nothing',
      devIndex: INDEX,
      scope: 'link',
      metrics: { mtu: 1400, rtt: 100, advmss: 900 },
    },
    {
      ...v4,
      destination: '10.4.0.0/16',
      nextHops: [
        { via: '10.0.0.8', dev: 'v0', weight: 2 },
        { via: '10.0.0.9', devIndex: INDEX, weight: 1, onLink: true },
      ],
    },
    { ...v4, destination: '10.5.0.0/16', type: 'blackhole' },
    { ...v4, destination: '10.6.0.0/16', type: 'unreachable', protocol: '99' },
    { ...v4, destination: '10.7.0.0/16', type: 'prohibit' },
    { ...v4, destination: '10.8.0.0/16', type: 'throw' },
    { ...v4, destination: '10.9.0.1/32', type: 'local', table: 255, dev: 'v0', scope: 'host' },
    { ...v6, destination: '::/0', via: '2001:db8::9', preference: 'high' },
    { ...v6, destination: '2001:db8:1::/48', via: 'fe80::9', dev: 'v0', metric: 7, table: 1000 },
    { ...v6, destination: '2001:db8:2::/48', type: 'blackhole' },
    { ...v6, destination: '2001:db8:3::/48', nextHops: [{ via: '2001:db8::8' }, { via: '2001:db8::9' }] },
  ];
  await done(t, ...routes);
  const { routes: read } = await stateOf(t, blue);
  const find = (destination: string): readonly unknown[] => read.filter((route) => route.destination === destination);
  const dev = { dev: 'v0', devIndex: INDEX };
  t.like(find('0.0.0.0/0')[0], { ...dev, via: '10.0.0.9', protocol: 'boot' });
  t.like(find('10.1.0.0/16')[0], { via: '10.0.0.9', metric: 5, source: '10.0.0.1', protocol: 'static' });
  t.like(find('10.1.0.0/16')[1], { via: '10.0.0.8', metric: 5 });
  t.like(find('10.2.0.0/16')[0], { ...dev, table: 100, via: 'fe80::9', tos: 16 });
  t.like(find('10.3.0.0/16')[0], { ...dev, scope: 'link', metrics: { mtu: 1400, rtt: 100, advmss: 900 } });
  t.like(find('10.4.0.0/16')[0], {
    nextHops: [
      { ...dev, via: '10.0.0.8', weight: 2 },
      { ...dev, via: '10.0.0.9', weight: 1, onLink: true },
    ],
  });
  t.like(find('10.5.0.0/16')[0], { type: 'blackhole', dev: undefined });
  t.like(find('10.6.0.0/16')[0], { type: 'unreachable', protocol: '99' });
  t.like(find('10.7.0.0/16')[0], { type: 'prohibit' });
  t.like(find('10.8.0.0/16')[0], { type: 'throw' });
  t.like(find('10.9.0.1/32')[0], { type: 'local', table: 255, scope: 'host' });
  t.like(find('::/0')[0], { via: '2001:db8::9', preference: 'high', metric: 1024 });
  t.like(find('2001:db8:1::/48')[0], { ...dev, via: 'fe80::9', metric: 7, table: 1000 });
  t.like(find('2001:db8:2::/48')[0], { type: 'blackhole', dev: undefined });
  t.is((find('2001:db8:3::/48')[0] as RouteAdd).nextHops?.length, 2);

  const replacement = { op: 'route.replace', namespace: blue, family: 'inet', table: 254, type: 'unicast' } as const;
  await done(
    t,
    { ...replacement, destination: '10.1.0.0/16', via: '10.0.0.7', metric: 5 },
    { op: 'route.delete', namespace: blue, family: 'inet', destination: '10.1.0.0/16', table: 254, via: '10.0.0.8' },
    { op: 'route.delete', namespace: blue, family: 'inet6', destination: '::/0', table: 254 },
    { op: 'route.delete', namespace: blue, family: 'inet', destination: '10.5.0.0/16', table: 254, type: 'blackhole' },
    { op: 'route.delete', namespace: blue, family: 'inet', destination: '10.2.0.0/16', table: 100, tos: 16 },
  );
  const { routes: left } = await stateOf(t, blue);
  const after = new Set(left.map(({ destination, via }) => `${destination} ${via ?? ''}`));
  t.true(after.has('10.1.0.0/16 10.0.0.7'));
  for (const gone of ['10.1.0.0/16 10.0.0.8', '::/0 2001:db8::9', '10.5.0.0/16 ', '10.2.0.0/16 fe80::9']) {
    t.false(after.has(gone), gone);
  }
});

test('a route that was read can be written again', async (t) => {
  const blue = withVeth(t);
  run(`ip -n ${blue} address add 10.0.0.1/24 dev v0`);
  run(
    `ip -n ${blue} route add 10.4.0.0/16 metric 3 mtu 1200 rtt 80 rto_min 5 nexthop via 10.0.0.8 weight 2 nexthop via 10.0.0.9 dev v0 onlink`,
  );
  run(`ip -n ${blue} route add prohibit 10.5.0.0/16 table 77 proto bird`);
  const before = (await stateOf(t, blue)).routes;
  for (const route of before.filter(({ protocol }) => protocol !== 'kernel')) {
    await done(t, { op: 'route.delete', namespace: blue, ...route }, { op: 'route.add', namespace: blue, ...route });
  }
  t.deepEqual((await stateOf(t, blue)).routes, before);
});

test('rules of both families', async (t) => {
  const blue = namespaceFor(t);
  const rules: RuleAdd[] = [
    { op: 'rule.add', namespace: blue, family: 'inet', priority: 100, action: 'lookup', table: 1000 },
    {
      op: 'rule.add',
      namespace: blue,
      family: 'inet',
      priority: 101,
      action: 'prohibit',
      not: true,
      from: '10.0.0.0/8',
      to: '10.1.0.0/16',
      inputDevice: 'eth0',
      mark: 5,
      markMask: 255,
      tos: 16,
      protocol: 'static',
      ipProtocol: 'udp',
      sourcePort: '10-20',
      destinationPort: '53',
    },
    {
      op: 'rule.add',
      namespace: blue,
      family: 'inet6',
      priority: 102,
      action: 'lookup',
      table: 1000,
      suppressPrefixLength: 0,
    },
    {
      op: 'rule.add',
      namespace: blue,
      family: 'inet6',
      priority: 103,
      action: 'blackhole',
      from: '2001:db8::/32',
      outputDevice: 'eth0',
    },
  ];
  const before = (await stateOf(t, blue)).rules;
  await done(t, ...rules);
  const expected = rules.map(({ op: _op, namespace: _namespace, ...rule }) => rule);
  const { rules: read } = await stateOf(t, blue);
  t.deepEqual(
    read.filter(({ priority }) => priority >= 100 && priority < 200),
    expected,
  );
  await done(t, ...rules.map((rule) => ({ ...rule, op: 'rule.delete' }) as const));
  t.deepEqual((await stateOf(t, blue)).rules, before);
});

test('neighbours and proxies', async (t) => {
  const blue = withVeth(t);
  const on = { namespace: blue, link: 'v0', ifindex: INDEX, family: 'inet' } as const;
  await done(
    t,
    { op: 'neighbour.add', ...on, address: '10.0.0.9', mac: '02:00:00:00:00:09' },
    {
      op: 'neighbour.add',
      ...on,
      family: 'inet6',
      address: '2001:db8::9',
      mac: '02:00:00:00:00:09',
      state: 'noarp',
      router: true,
    },
    { op: 'neighbour.add', ...on, address: '10.0.0.8', proxy: true },
    { op: 'neighbour.replace', ...on, address: '10.0.0.9', mac: '02:00:00:00:00:0a' },
  );
  const at = { link: 'v0', ifindex: INDEX };
  t.deepEqual((await stateOf(t, blue)).neighbours, [
    { ...at, family: 'inet', address: '10.0.0.9', state: 'permanent', mac: '02:00:00:00:00:0a' },
    { ...at, family: 'inet6', address: '2001:db8::9', state: 'noarp', mac: '02:00:00:00:00:09', router: true },
    { ...at, family: 'inet', address: '10.0.0.8', state: 'permanent', proxy: true },
  ]);
  await done(
    t,
    { op: 'neighbour.delete', ...on, address: '10.0.0.9' },
    { op: 'neighbour.delete', ...on, family: 'inet6', address: '2001:db8::9' },
    { op: 'neighbour.delete', ...on, address: '10.0.0.8', proxy: true },
  );
  t.deepEqual((await stateOf(t, blue)).neighbours, []);
});

test('forwarding entries of a bridge, of a link itself, and of a VXLAN', async (t) => {
  const blue = withVeth(t);
  run(`ip -n ${blue} link add name br0 type bridge`);
  run(`ip -n ${blue} link set dev v1 master br0`);
  run(`ip -n ${blue} link add name vx0 type vxlan id 5 dstport 4789 local 10.0.0.1`);
  const entry = { namespace: blue, mac: '02:00:00:00:00:09' } as const;
  const zero = { namespace: blue, link: 'vx0', mac: '00:00:00:00:00:00', owner: 'self', state: 'permanent' } as const;
  await done(
    t,
    { op: 'fdb.add', ...entry, link: 'v1', owner: 'master', state: 'static' },
    { op: 'fdb.add', ...entry, link: 'v0', ifindex: INDEX, owner: 'self', state: 'permanent' },
    { op: 'fdb.add', ...zero, destination: '10.0.0.2' },
    { op: 'fdb.add', ...zero, destination: '10.0.0.3' },
  );
  const read = async (): Promise<readonly string[]> =>
    (await stateOf(t, blue)).fdb
      // Where a bridge can filter VLANs it has each entry once more for its default VLAN.
      .filter(({ mac, vlan }) => vlan === undefined && (mac === entry.mac || mac === zero.mac))
      .map(({ link, owner, state, destination = '' }) => `${link} ${owner} ${state} ${destination}`.trim())
      .toSorted();
  t.deepEqual(await read(), [
    'v0 self permanent',
    'v1 master static',
    'vx0 self permanent 10.0.0.2',
    'vx0 self permanent 10.0.0.3',
  ]);
  await done(
    t,
    { op: 'fdb.delete', ...entry, link: 'v1', owner: 'master', state: 'static' },
    { op: 'fdb.delete', ...entry, link: 'v0', ifindex: INDEX, owner: 'self', state: 'permanent' },
    { op: 'fdb.delete', ...zero, destination: '10.0.0.2' },
  );
  t.deepEqual(await read(), ['vx0 self permanent 10.0.0.3']);
});
