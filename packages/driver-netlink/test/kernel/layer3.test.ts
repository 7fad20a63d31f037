import './sandbox-only.js';
import test from 'ava';
import type { KernelOperation } from '@netloom/core';
import { ipJson } from './support/ip.js';
import { withLab, type Lab } from './support/lab.js';

/** An interface with 10.0.0.1/24 and 2001:db8::1/64, up. */
const SETUP: readonly KernelOperation[] = [
  { op: 'link.set', namespace: 'blue', name: 'lo', changes: { up: true } },
  {
    op: 'link.add',
    namespace: 'blue',
    kind: 'veth',
    name: 'v0',
    ifindex: 6001,
    up: true,
    data: { peer: { name: 'v1', namespace: 'blue', ifindex: 6002, up: true } },
  },
  { op: 'address.add', namespace: 'blue', link: 'v0', family: 'inet', address: '10.0.0.1/24' },
  { op: 'address.add', namespace: 'blue', link: 'v0', family: 'inet6', address: '2001:db8::1/64', noDad: true },
];

function withInterface(t: Parameters<typeof withLab>[0], run: (lab: Lab) => Promise<void>): Promise<void> {
  return withLab(t, ['blue'], async (lab) => {
    await lab.done(...SETUP);
    await run(lab);
  });
}

test('addresses with all that they can have', (t) =>
  withInterface(t, async (lab) => {
    await lab.done(
      {
        op: 'address.add',
        namespace: 'blue',
        link: 'v0',
        ifindex: 6001,
        family: 'inet',
        address: '10.9.0.9/24',
        broadcast: '10.9.0.255',
        label: 'v0:nine',
        scope: 'site',
        metric: 50,
        noPrefixRoute: true,
        validLifetime: 3600,
        preferredLifetime: 1800,
      },
      { op: 'address.add', namespace: 'blue', link: 'v0', family: 'inet', address: '10.1.0.1/32', peer: '10.1.0.2/32' },
      {
        op: 'address.add',
        namespace: 'blue',
        link: 'v0',
        family: 'inet6',
        address: '2001:db8:1::5/64',
        home: true,
        noDad: true,
      },
    );
    const { addresses } = await lab.state('blue');
    const of = (address: string): unknown => addresses.find((each) => each.address === address);
    t.like(of('10.9.0.9/24'), {
      link: 'v0',
      ifindex: 6001,
      scope: 'site',
      broadcast: '10.9.0.255',
      label: 'v0:nine',
      metric: 50,
      noPrefixRoute: true,
      preferredLifetime: 1800,
      validLifetime: 3600,
    });
    t.like(of('10.1.0.1/32'), { peer: '10.1.0.2/32' });
    t.like(of('2001:db8:1::5/64'), { home: true, noDad: true, family: 'inet6' });
    await lab.done({
      op: 'address.replace',
      namespace: 'blue',
      link: 'v0',
      family: 'inet6',
      address: '2001:db8:1::5/64',
    });
    await lab.done(
      {
        op: 'address.delete',
        namespace: 'blue',
        link: 'v0',
        family: 'inet',
        address: '10.1.0.1/32',
        peer: '10.1.0.2/32',
      },
      { op: 'address.delete', namespace: 'blue', link: 'v0', family: 'inet6', address: '2001:db8:1::5/64' },
    );
    t.is((await lab.state('blue')).addresses.filter(({ address }) => address.startsWith('10.1.')).length, 0);
  }));

test('routes with all that they can have', (t) =>
  withInterface(t, async (lab) => {
    const route = { namespace: 'blue', family: 'inet', table: 254, type: 'unicast' } as const;
    await lab.done(
      { op: 'route.add', ...route, destination: '0.0.0.0/0', via: '10.0.0.254' },
      {
        op: 'route.add',
        ...route,
        destination: '10.9.0.0/16',
        via: '10.0.0.254',
        dev: 'v0',
        metric: 7,
        tos: 16,
        source: '10.0.0.1',
        protocol: 'static',
        table: 1000,
        metrics: { mtu: 1200, advmss: 1100, rtt: 100 },
      },
      {
        op: 'route.add',
        ...route,
        destination: '10.8.0.0/16',
        nextHops: [
          { via: '10.0.0.2', weight: 3 },
          { dev: 'v0', weight: 1 },
        ],
      },
      { op: 'route.add', ...route, destination: '10.7.0.0/16', via: '172.16.0.1', dev: 'v0', onLink: true },
      { op: 'route.add', ...route, destination: '10.6.0.0/16', via: '2001:db8::99' },
      { op: 'route.add', ...route, destination: '10.5.0.0/16', type: 'blackhole' },
      { op: 'route.add', ...route, family: 'inet6', destination: '::/0', via: '2001:db8::99', preference: 'high' },
      { op: 'route.add', ...route, family: 'inet6', destination: '2001:db8:5::/48', type: 'unreachable' },
    );
    const { routes } = await lab.state('blue');
    const of = (destination: string): unknown => routes.find((each) => each.destination === destination);
    const dev = { dev: 'v0', devIndex: 6001 };
    t.deepEqual(of('0.0.0.0/0'), {
      family: 'inet',
      destination: '0.0.0.0/0',
      table: 254,
      type: 'unicast',
      protocol: 'boot',
      scope: 'global',
      via: '10.0.0.254',
      ...dev,
    });
    t.like(of('10.9.0.0/16'), {
      metric: 7,
      tos: 16,
      source: '10.0.0.1',
      protocol: 'static',
      table: 1000,
      metrics: { mtu: 1200, advmss: 1100, rtt: 100 },
    });
    t.like(of('10.8.0.0/16'), {
      nextHops: [
        { via: '10.0.0.2', weight: 3, ...dev },
        { weight: 1, ...dev },
      ],
    });
    t.like(of('10.7.0.0/16'), { via: '172.16.0.1', onLink: true });
    t.like(of('10.6.0.0/16'), { via: '2001:db8::99', family: 'inet' });
    t.like(of('10.5.0.0/16'), { type: 'blackhole', scope: 'global' });
    t.like(of('::/0'), { via: '2001:db8::99', preference: 'high', metric: 1024 });
    t.like(of('2001:db8:5::/48'), { type: 'unreachable' });
    t.is(ipJson('-n', 'blue', 'route', 'show', 'table', '1000').length, 1);
    await lab.done(
      { op: 'route.replace', ...route, destination: '0.0.0.0/0', via: '10.0.0.253' },
      { op: 'route.add', ...route, destination: '0.0.0.0/0', via: '10.0.0.252', append: true },
      {
        op: 'route.delete',
        namespace: 'blue',
        family: 'inet',
        destination: '0.0.0.0/0',
        table: 254,
        via: '10.0.0.252',
      },
      {
        op: 'route.delete',
        namespace: 'blue',
        family: 'inet',
        destination: '10.9.0.0/16',
        table: 1000,
        tos: 16,
        metric: 7,
      },
      {
        op: 'route.delete',
        namespace: 'blue',
        family: 'inet6',
        destination: '2001:db8:5::/48',
        table: 254,
        type: 'unreachable',
      },
    );
    const after = (await lab.state('blue')).routes;
    t.deepEqual(
      after.filter(({ destination }) => destination === '0.0.0.0/0').map(({ via }) => via),
      ['10.0.0.253'],
    );
    t.false(after.some(({ destination }) => destination === '10.9.0.0/16' || destination === '2001:db8:5::/48'));
  }));

test('neighbours, proxies, forwarding entries and rules', (t) =>
  withInterface(t, async (lab) => {
    const before = await lab.state('blue');
    const on = { namespace: 'blue', link: 'v0' } as const;
    const neighbour = { ...on, family: 'inet', address: '10.0.0.77' } as const;
    const rule = {
      namespace: 'blue',
      family: 'inet',
      priority: 100,
      action: 'lookup',
      table: 1000,
      from: '10.0.0.0/8',
      to: '192.0.2.0/24',
      inputDevice: 'v0',
      outputDevice: 'v1',
      mark: 5,
      markMask: 255,
      tos: 16,
      not: true,
      suppressPrefixLength: 8,
      ipProtocol: 'tcp',
      sourcePort: '80',
      destinationPort: '1000-2000',
    } as const;
    await lab.done(
      { op: 'neighbour.add', ...neighbour, mac: '02:00:00:00:00:77' },
      { op: 'neighbour.add', ...on, family: 'inet6', address: '2001:db8::5', proxy: true },
      { op: 'fdb.add', ...on, mac: '02:00:00:00:00:88', owner: 'self', state: 'permanent' },
      { op: 'rule.add', ...rule },
      { op: 'rule.add', namespace: 'blue', family: 'inet6', priority: 200, action: 'prohibit' },
    );
    const state = await lab.state('blue');
    t.deepEqual(
      state.neighbours.filter(({ state: each }) => each === 'permanent'),
      [
        {
          link: 'v0',
          ifindex: 6001,
          family: 'inet',
          address: '10.0.0.77',
          state: 'permanent',
          mac: '02:00:00:00:00:77',
        },
        { link: 'v0', ifindex: 6001, family: 'inet6', address: '2001:db8::5', state: 'permanent', proxy: true },
      ],
    );
    t.true(state.fdb.some(({ mac, owner }) => mac === '02:00:00:00:00:88' && owner === 'self'));
    const { namespace: _namespace, ...content } = rule;
    t.deepEqual(
      state.rules.filter(({ priority }) => priority === 100 || priority === 200),
      [content, { family: 'inet6', priority: 200, action: 'prohibit' }],
    );
    await lab.done(
      { op: 'neighbour.replace', ...neighbour, mac: '02:00:00:00:00:78' },
      { op: 'neighbour.delete', ...neighbour },
      { op: 'neighbour.delete', ...on, family: 'inet6', address: '2001:db8::5', proxy: true },
      { op: 'fdb.delete', ...on, mac: '02:00:00:00:00:88', owner: 'self', state: 'permanent' },
      { op: 'rule.delete', ...rule },
      { op: 'rule.delete', namespace: 'blue', family: 'inet6', priority: 200, action: 'prohibit' },
    );
    const after = await lab.state('blue');
    t.deepEqual(after.rules, before.rules);
    t.false(after.fdb.some(({ mac }) => mac === '02:00:00:00:00:88'));
    t.false(after.neighbours.some(({ state: each }) => each === 'permanent'));
  }));

test('a parameter is written and read in its own namespace', (t) =>
  withInterface(t, async (lab) => {
    const key = 'net/ipv4/conf/v0/forwarding';
    await lab.done({ op: 'sysctl.set', namespace: 'blue', key, value: '1' });
    const read = await lab.driver.read({
      namespaces: ['blue'],
      sysctls: [
        { namespace: 'blue', key },
        { namespace: 'blue', key: 'net/nothing/here' },
      ],
    });
    t.deepEqual(read.namespaces[0]?.sysctls, { [key]: '1' });
    t.like((await lab.apply({ op: 'sysctl.set', namespace: 'blue', key: 'net/nothing', value: '1' }))[0], {
      status: 'failed',
      errno: 'ENOENT',
    });
    for (const bad of ['kernel/hostname', 'net/../kernel/hostname', '/etc/passwd', 'net//ipv4']) {
      t.like((await lab.apply({ op: 'sysctl.set', namespace: 'blue', key: bad, value: 'x' }))[0], { errno: 'EINVAL' });
    }
  }));
