import {
  CommitError,
  createNet,
  HOST,
  ValidationError,
  type Driver,
  type Net,
  type NetworkState,
  type Transaction,
} from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';
import test, { type ExecutionContext } from 'ava';

interface Case {
  /** What was there before, made by transactions of their own. */
  readonly scene?: (net: Net) => readonly Transaction[];
  readonly change: (net: Net) => Transaction;
}

/** Commits, undoes, and compares all that there is, but for what the kernel counts. */
async function undone(t: ExecutionContext, { scene, change }: Case): Promise<void> {
  const kernel = simulatedKernel({
    links: [{ name: 'eth0', addresses: ['192.0.2.1/24', '192.0.2.2/24', '2001:db8::1/64'] }, { name: 'eth1' }],
    namespaces: ['a', 'b'],
  });
  const net = createNet({ driver: mockDriver({ kernel }) });
  for (const each of scene?.(net) ?? []) await each.commit();
  const before = causes(kernel.read({ namespaces: 'all' }));
  const commit = await change(net).commit();
  t.notDeepEqual(causes(kernel.read({ namespaces: 'all' })), before);
  await commit.undo();
  t.deepEqual(causes(kernel.read({ namespaces: 'all' })), before);
}

/**
 * A namespace that is made again is another one; a link that has been up once keeps its queueing discipline; and the order
 * of the routes that the kernel makes of a link that comes up says nothing.
 */
function causes({ namespaces }: NetworkState): unknown {
  return namespaces.map(({ identity: _identity, inode: _inode, links, routes, ...state }) => ({
    ...state,
    links: links.map(({ qdisc: _qdisc, ...link }) => link),
    routes: routes.filter(({ table, destination }) => table !== 255 && destination !== 'fe80::/64'),
  }));
}

const pair = (net: Net): Transaction =>
  net
    .host()
    .veth('v0', { address: ['10.0.0.1/24', 'fd00::1/64'], peer: { name: 'w0', address: '10.0.0.2/24' } })
    .address('v0', '10.0.0.3/24')
    .route('10.9.0.0/16', { via: '10.0.0.2', dev: 'v0' });

test('a rename of a link whose addresses have secondaries', async (t) => {
  await undone(t, { change: (net) => net.host().link('eth0', { name: 'wan0' }) });
});

test('a link moved under a name that another link has at home', async (t) => {
  await undone(t, { change: (net) => net.namespace('a').move('eth1', { as: 'eth0' }) });
});

test('a route deleted by less than its key', async (t) => {
  await undone(t, { change: (net) => net.host().deleteRoute('2001:db8::/64') });
  await undone(t, {
    scene: (net) => [
      pair(net),
      net
        .host()
        .route('10.8.0.0/16', { via: '10.0.0.2', dev: 'v0', metric: 9 })
        .route('10.8.0.0/16', { via: '192.0.2.9', metric: 5 }),
    ],
    change: (net) => net.host().deleteRoute('10.8.0.0/16'),
  });
});

test('a route with several ways', async (t) => {
  await undone(t, {
    scene: (net) => [pair(net)],
    change: (net) => net.host().route('10.7.0.0/16', { nextHops: [{ via: '10.0.0.2' }, { via: '192.0.2.9' }] }),
  });
});

test('routes of two links to one network stay in their order', async (t) => {
  await undone(t, {
    scene: (net) => [net.host().macvlan('eth0', { mode: 'bridge', name: 'm0', address: '2001:db8::3/64' })],
    change: (net) => net.namespace('a').move('eth0'),
  });
});

test('the rules of a namespace that was deleted', async (t) => {
  await undone(t, {
    scene: (net) => [
      net.namespace('a').rule({ table: 100, priority: 7 }).deleteRule({ family: 'inet6', priority: 32_766 }),
    ],
    change: (net) => net.host().deleteNamespace('a'),
  });
});

test('the parameters of a link that was deleted', async (t) => {
  const kernel = simulatedKernel();
  const net = createNet({ driver: mockDriver({ kernel }) });
  await pair(net).sysctl('net/ipv4/conf/w0/rp_filter', '2').commit();
  const commit = await net.host().delete('v0').commit();
  await commit.undo();
  const sysctls = [{ namespace: HOST, key: 'net/ipv4/conf/w0/rp_filter' }];
  t.is(kernel.read({ namespaces: [HOST], sysctls }).namespaces[0]?.sysctls['net/ipv4/conf/w0/rp_filter'], '2');
});

test('the address of lo', async (t) => {
  await undone(t, { change: (net) => net.host().deleteAddress('lo', '127.0.0.1/8') });
});

test('a link-local address made of the present hardware address, in place of one made of an earlier', async (t) => {
  await undone(t, {
    scene: (net) => [
      net.host().bridge('br0', { mtu: 1400 }),
      net.host().veth('v0', { master: 'br0', mac: '02:00:00:00:00:01', peer: 'w0' }),
    ],
    change: (net) => net.host().sysctl('net.ipv6.conf.all.disable_ipv6', '1'),
  });
});

test('a link that came home under another index', async (t) => {
  await undone(t, {
    change: (net) => net.namespace('a').move('eth0').host().move('eth0', { from: 'a', as: 'wan0' }),
  });
});

test('a link that came home under another index, by a driver that cannot ask for one', async (t) => {
  const kernel = simulatedKernel({ links: [{ name: 'eth0', addresses: ['192.0.2.1/24'] }], namespaces: ['a'] });
  kernel.apply({
    op: 'link.add',
    namespace: 'a',
    kind: 'veth',
    name: 'x0',
    ifindex: 2,
    data: { peer: { name: 'x1', namespace: 'a', ifindex: 7 }, queues: { tx: 1, rx: 1 } },
  });
  const mock = mockDriver({ kernel });
  const driver: Driver = {
    name: mock.name,
    durable: false,
    capabilities: async () => ({ ...(await mock.capabilities()), moveIndex: false }),
    apply: async (operations, options) => mock.apply(operations, options),
    read: async (query) => mock.read(query),
    close: async () => mock.close(),
  };
  const net = createNet({ driver });
  await net.host().route('10.9.0.0/16', { via: '192.0.2.9' }).commit();
  const commit = await net.namespace('a').move('eth0').host().move('eth0', { from: 'a' }).commit();
  await commit.undo();
  const host = await net.inspect();
  const eth0 = host.links.find(({ name }) => name === 'eth0');
  t.true(eth0?.up);
  t.true(host.addresses.some(({ address, ifindex }) => address === '192.0.2.1/24' && ifindex === eth0?.ifindex));
  t.true(host.routes.some(({ via, devIndex }) => via === '192.0.2.9' && devIndex === eth0?.ifindex));
});

test('a link that the chain makes on one of another namespace, and moves', async (t) => {
  await undone(t, {
    change: (net) =>
      net.namespace('a').macvlan('eth0', { mode: 'bridge', name: 'm0' }).host().move('m0', { from: 'a' }),
  });
});

test('the parameters that a switch for all has spread to', async (t) => {
  const kernel = simulatedKernel({ links: [{ name: 'eth0' }, { name: 'eth1' }] });
  const net = createNet({ driver: mockDriver({ kernel }) });
  await net.host().sysctl('net/ipv4/conf/eth1/forwarding', '1').commit();
  const commit = await net.host().sysctl('net/ipv4/ip_forward', '1').commit();
  await commit.undo();
  const forwarding = (link: string): string | undefined => {
    const key = `net/ipv4/conf/${link}/forwarding`;
    return kernel.read({ namespaces: [HOST], sysctls: [{ namespace: HOST, key }] }).namespaces[0]?.sysctls[key];
  };
  t.deepEqual(['eth0', 'eth1'].map(forwarding), ['0', '1']);
});

const bridged = (net: Net): Transaction =>
  net
    .host()
    .bridge('br0', { address: ['10.1.0.1/24', 'fd01::1/64'] })
    .veth('p0', { master: 'br0', mac: '02:00:00:00:00:50', peer: 'p1' })
    .neighbour('br0', '10.1.0.9', { mac: '02:00:00:00:00:09' });

test('what a bridge loses when it follows a port', async (t) => {
  await undone(t, { scene: (net) => [bridged(net)], change: (net) => net.host().link('p0', { mtu: 576 }) });
  await undone(t, {
    scene: (net) => [bridged(net)],
    change: (net) => net.host().link('p0', { mac: '02:00:00:00:00:51' }),
  });
});

test("a forwarding entry in a bridge's own name", async (t) => {
  await undone(t, {
    scene: (net) => [bridged(net)],
    change: (net) => net.host().fdb('br0', '02:00:00:00:00:99', { owner: 'self' }),
  });
});

test('a route that leads nowhere, of a namespace that was deleted', async (t) => {
  await undone(t, {
    scene: (net) => [net.namespace('a').route('10.9.0.0/16', { type: 'blackhole' })],
    change: (net) => net.host().deleteNamespace('a'),
  });
});

test('a namespace that was deleted, made anew and deleted again', async (t) => {
  const scene = (net: Net): readonly Transaction[] => [net.namespace('a').veth('v0', { address: '10.0.0.1/24' })];
  const change = (net: Net): Transaction =>
    net.host().deleteNamespace('a').namespace('a').host().deleteNamespace('a').namespace('a');
  await undone(t, { scene, change });
  for (let nth = 1; nth <= 3; nth++) {
    const driver = mockDriver({ kernel: simulatedKernel({ namespaces: ['a'] }) });
    const net = createNet({ driver });
    for (const each of scene(net)) await each.commit();
    const before = causes(driver.kernel.read({ namespaces: 'all' }));
    driver.fail({ op: nth === 3 ? 'namespace.delete' : 'namespace.add', nth: nth === 3 ? 1 : nth, during: 'commit' });
    await t.throwsAsync(change(net).commit(), { instanceOf: CommitError });
    t.deepEqual(causes(driver.kernel.read({ namespaces: 'all' })), before);
  }
});

test('routes by gateways that are looked up by a rule that was deleted as well', async (t) => {
  await undone(t, {
    scene: (net) => [pair(net)],
    change: (net) => net.host().delete('v0').deleteRule({ priority: 32_766, table: 254, family: 'inet' }),
  });
});

test('a macvlan whose parent was moved after it was deleted', async (t) => {
  await undone(t, {
    scene: (net) => [net.namespace('a').macvlan('eth1', { mode: 'bridge', name: 'm0' })],
    change: (net) => net.namespace('a').delete('m0').namespace('b').move('eth1'),
  });
});

test('a route that leads by another link than the one that has its source', async (t) => {
  await undone(t, {
    scene: (net) => [pair(net), net.host().route('10.7.0.0/16', { dev: 'v0', source: '192.0.2.2' })],
    change: (net) => net.host().deleteAddress('eth0', '192.0.2.2/24'),
  });
});

test('a route in the place of the one that the kernel made', async (t) => {
  await undone(t, {
    change: (net) => net.host().deleteRoute('192.0.2.0/24', { dev: 'eth0' }).route('192.0.2.0/24', { dev: 'eth0' }),
  });
});

test('an IPv6 route that leads nowhere, when lo goes down', async (t) => {
  await undone(t, {
    scene: (net) => [net.host().route('fd09::/48', { type: 'unreachable' })],
    change: (net) => net.host().link('lo', { up: false }),
  });
});

test('hardware in a namespace that was deleted: it goes to the host, and back', async (t) => {
  await undone(t, {
    scene: (net) => [net.namespace('a').move('eth0').address('eth0', '10.3.0.1/24')],
    change: (net) => net.host().deleteNamespace('a'),
  });
  const net = createNet({ driver: mockDriver({ kernel: simulatedKernel({ namespaces: ['a'] }) }) });
  await net.namespace('a').move('eth0').commit();
  const plan = await net.host().deleteNamespace('a').plan();
  t.true(plan.after.namespaces[0]?.links.some(({ name }) => name === 'eth0'));
  await plan.commit();
  t.true((await net.inspect()).links.some(({ name }) => name === 'eth0'));
});

test('a bridge that had lost its last port, and its hardware address with it', async (t) => {
  const net = createNet({ driver: mockDriver() });
  await net.host().bridge('br0').veth('p0', { master: 'br0' }).commit();
  await net.host().delete('p0').commit();
  const before = await net.inspect();
  const commit = await net.host().delete('br0').commit();
  await commit.undo();
  const bridge = (links: typeof before.links): unknown =>
    links.filter(({ kind }) => kind === 'bridge').map(({ name, ifindex, data }) => ({ name, ifindex, data }));
  t.deepEqual(bridge((await net.inspect()).links), bridge(before.links));
});

test('what could not be taken back is refused before anything is touched', async (t) => {
  const net = createNet({ driver: mockDriver() });
  const refused = async (change: Transaction, reason: RegExp): Promise<void> => {
    const error = await t.throwsAsync(change.commit(), { instanceOf: ValidationError });
    t.regex(error?.message ?? '', reason);
  };
  await refused(net.host().delete('eth0'), /piece of hardware and cannot be deleted/);
  await refused(net.host().link('lo', { mac: '02:00:00:00:00:01' }), /could not be taken away again/);
  await refused(net.host().neighbour('lo', '10.0.0.9', { mac: '02:00:00:00:00:09' }), /has no IPv4 neighbours/);
});

test('what was deleted has its addresses again when a commit that was confirmed is undone', async (t) => {
  const kernel = simulatedKernel({ namespaces: ['a'] });
  const net = createNet({ driver: mockDriver({ kernel }) });
  await pair(net).commit();
  const before = causes(kernel.read({ namespaces: 'all' }));
  const commit = await net.host().delete('v0').commit({ confirmWithinMs: 10_000 });
  await commit.confirm();
  await commit.undo();
  t.deepEqual(causes(kernel.read({ namespaces: 'all' })), before);
});
