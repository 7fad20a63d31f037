import './sandbox-only.js';
import test from 'ava';
import { HOST, type KernelOperation, type OperationFailure } from '@netloom/core';
import { apply, driver, namespaceFor, run, stateOf } from './sandbox.js';

/** Operations that the kernel (or `ip`) refuses in a namespace with `v0`—`v1` and `br0`, and what is said of each. */
function refused(namespace: string): readonly (readonly [KernelOperation, Partial<OperationFailure>])[] {
  const on = { namespace, link: 'v0' } as const;
  const set = { op: 'link.set', namespace, name: 'v0' } as const;
  const bridge = { op: 'link.add', namespace, kind: 'bridge', name: 'x', data: {} } as const;
  const v4 = { op: 'route.add', namespace, family: 'inet', table: 254, type: 'unicast' } as const;
  return [
    [{ ...bridge, name: 'v0' }, { errno: 'EEXIST' }],
    [{ ...bridge, ifindex: 1 }, { errno: 'EEXIST' }],
    [
      { ...bridge, mtu: 10 },
      { errno: 'EINVAL', kernelMessage: 'mtu less than device minimum', attribute: 'mtu' },
    ],
    [{ ...bridge, mac: 'ff:ff:ff:ff:ff:ff' }, { errno: 'EADDRNOTAVAIL' }],
    [{ ...bridge, name: 'sixteen-is-a-lot' }, { errno: 'EINVAL' }],
    [
      {
        op: 'link.add',
        namespace,
        kind: 'macvlan',
        name: 'x',
        data: { parent: 'nope', parentNamespace: namespace, mode: 'bridge' },
      },
      { errno: 'ENODEV', attribute: 'data.parent' },
    ],
    [
      {
        op: 'link.add',
        namespace,
        kind: 'macvlan',
        name: 'x',
        data: { parent: 'lo', parentNamespace: namespace, mode: 'bridge' },
      },
      { errno: 'EINVAL' },
    ],
    [
      { op: 'link.add', namespace, kind: 'veth', name: 'x', data: { peer: { name: 'y', namespace: 'no-such' } } },
      { errno: 'ENOENT', attribute: 'namespace' },
    ],
    [
      { op: 'link.add', namespace, kind: 'veth', name: 'x', data: { peer: { name: 'v1', namespace } } },
      { errno: 'EEXIST' },
    ],
    [{ ...set, name: 'v1', changes: { name: 'v0' } }, { errno: 'EEXIST' }],
    [
      { ...set, changes: { master: 'nope' } },
      { errno: 'ENODEV', attribute: 'master' },
    ],
    [{ ...set, changes: { master: 'v1' } }, { errno: 'EOPNOTSUPP' }],
    [
      { ...set, changes: { mtu: 70_000 } },
      { errno: 'EINVAL', attribute: 'mtu' },
    ],
    [
      { ...set, changes: { namespace: 'no-such' } },
      { errno: 'ENOENT', attribute: 'namespace' },
    ],
    [{ ...set, changes: { port: { cost: 1 } } }, { errno: 'EOPNOTSUPP' }],
    [{ ...set, name: 'br0', changes: { namespace: HOST } }, { errno: 'EINVAL' }],
    [{ ...set, name: 'br0', changes: { master: 'br0' } }, { errno: 'ELOOP' }],
    [{ ...set, changes: { addAltName: 'v1' } }, { errno: 'EEXIST' }],
    [{ ...set, changes: { deleteAltName: 'nope' } }, { errno: 'ENOENT' }],
    [
      { ...set, name: 'nope', changes: { up: true } },
      { errno: 'ENODEV', attribute: 'link' },
    ],
    [{ ...set, ifindex: 999, changes: { up: true } }, { errno: 'ENODEV' }],
    [{ op: 'link.delete', namespace, name: 'nope' }, { errno: 'ENODEV' }],
    [{ op: 'link.delete', namespace, name: 'lo' }, { errno: 'EOPNOTSUPP' }],
    [{ op: 'address.add', ...on, family: 'inet', address: '10.0.0.1/24' }, { errno: 'EEXIST' }],
    [{ op: 'address.add', ...on, family: 'inet', address: '10.0.0.1/33' }, { errno: 'EINVAL' }],
    [{ op: 'address.add', ...on, link: 'nope', family: 'inet', address: '10.0.0.9/24' }, { errno: 'ENODEV' }],
    [{ op: 'address.add', ...on, family: 'inet6', address: '::1/128' }, { errno: 'EADDRNOTAVAIL' }],
    [{ op: 'address.delete', ...on, family: 'inet', address: '10.0.0.7/24' }, { errno: 'EADDRNOTAVAIL' }],
    [
      { ...v4, destination: '10.9.0.0/16', via: '192.0.2.1' },
      { errno: 'ENETUNREACH', attribute: 'via' },
    ],
    [{ ...v4, destination: '10.0.5.0/24', dev: 'v1' }, { errno: 'ENETDOWN' }],
    [{ ...v4, destination: '10.0.5.1/24', dev: 'v0' }, { errno: 'EINVAL' }],
    [{ ...v4, destination: '10.5.0.0/16', via: '10.0.0.9' }, { errno: 'EEXIST' }],
    [
      { ...v4, destination: '10.6.0.0/16', via: '10.0.0.9', source: '10.0.0.77' },
      { errno: 'EINVAL', attribute: 'source' },
    ],
    [{ op: 'route.delete', namespace, family: 'inet', destination: '10.9.0.0/16', table: 254 }, { errno: 'ESRCH' }],
    [{ op: 'route.delete', namespace, family: 'inet', destination: '10.9.0.0/16', table: 777 }, { errno: 'ESRCH' }],
    [{ ...v4, family: 'inet6', destination: '2001:db8::/32', via: '2001:db8:9::1' }, { errno: 'EHOSTUNREACH' }],
    [{ op: 'neighbour.delete', ...on, family: 'inet', address: '10.0.0.9' }, { errno: 'ENOENT' }],
    [
      { op: 'rule.add', namespace, family: 'inet', priority: 32_766, action: 'lookup', table: 254, protocol: 'kernel' },
      { errno: 'EEXIST' },
    ],
    [{ op: 'rule.delete', namespace, family: 'inet6', priority: 5, action: 'lookup', table: 254 }, { errno: 'ENOENT' }],
    [{ op: 'fdb.add', ...on, mac: '02:00:00:00:00:01', owner: 'master', state: 'static' }, { errno: 'EOPNOTSUPP' }],
    [{ op: 'fdb.delete', ...on, mac: '02:00:00:00:00:01', owner: 'self', state: 'permanent' }, { errno: 'ENOENT' }],
    [{ op: 'namespace.add', namespace }, { errno: 'EEXIST' }],
    [{ op: 'namespace.delete', namespace: 'no-such' }, { errno: 'ENOENT' }],
    [{ op: 'link.set', namespace: 'no-such', name: 'lo', changes: { up: true } }, { errno: 'ENOENT' }],
    [{ op: 'link.set', namespace: { path: '/run/no-such' }, name: 'lo', changes: { up: true } }, { errno: 'ENOENT' }],
  ];
}

test('what is refused, why, and which operation it was', async (t) => {
  const blue = namespaceFor(t);
  run(`ip -n ${blue} link add name v0 type veth peer name v1`);
  run(`ip -n ${blue} link add name br0 type bridge`);
  run(`ip -n ${blue} link set dev v0 up`);
  run(`ip -n ${blue} address add 10.0.0.1/24 dev v0`);
  run(`ip -n ${blue} route add 10.5.0.0/16 via 10.0.0.9`);
  const before = await stateOf(t, blue);
  const harmless = { op: 'link.set', namespace: blue, name: 'lo', changes: { multicast: false } } as const;
  for (const [operation, expected] of refused(blue)) {
    const [first, failed, last] = await apply(t, [harmless, operation, harmless]);
    t.deepEqual(first, { status: 'done' });
    t.like(failed, { status: 'failed', ...expected }, JSON.stringify([operation, failed]));
    t.deepEqual(last, { status: 'not-run' });
  }
  const { links, addresses, rules } = await stateOf(t, blue);
  t.deepEqual(links, before.links);
  t.deepEqual(addresses, before.addresses);
  t.deepEqual(rules, before.rules);
});

test('the neighbour that the kernel refused is found among others', async (t) => {
  const blue = namespaceFor(t);
  run(`ip -n ${blue} link add name v0 type veth peer name v1`);
  const add = (address: string): KernelOperation => ({
    op: 'neighbour.add',
    namespace: blue,
    link: 'v0',
    family: 'inet',
    address,
    mac: '02:00:00:00:00:01',
  });
  const outcomes = await apply(t, ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.2', '10.0.0.4'].map(add));
  t.deepEqual(
    outcomes.map((outcome) => ('errno' in outcome ? outcome.errno : outcome.status)),
    ['done', 'done', 'done', 'EEXIST', 'not-run'],
  );
});

test('a name that comes back means the new link', async (t) => {
  const blue = namespaceFor(t);
  const veth = {
    op: 'link.add',
    namespace: blue,
    kind: 'veth',
    name: 'v',
    data: { peer: { name: 'w', namespace: blue } },
  } as const;
  const address = { op: 'address.add', namespace: blue, link: 'w', family: 'inet', address: '10.0.0.1/24' } as const;
  const outcomes = await apply(t, [veth, address, { op: 'link.delete', namespace: blue, name: 'v' }, veth, address]);
  t.deepEqual(
    outcomes.map(({ status }) => status),
    ['done', 'done', 'done', 'done', 'done'],
  );
});

test('nothing begins after an abort', async (t) => {
  const blue = namespaceFor(t);
  const operations: readonly KernelOperation[] = [
    { op: 'link.add', namespace: blue, kind: 'bridge', name: 'a', data: {} },
    { op: 'link.add', namespace: HOST, kind: 'bridge', name: 'never', data: {} },
  ];
  const controller = new AbortController();
  const { outcomes } = await driver.apply(operations, {
    after: [[], [0]],
    signal: controller.signal,
    onOutcome: () => controller.abort(),
  });
  t.deepEqual(outcomes, [{ status: 'done' }, { status: 'not-run' }]);
  t.false((await stateOf(t, HOST)).links.some(({ name }) => name === 'never'));
});

test('an operation of which a part was done is unknown, where its rest was not run', async (t) => {
  const blue = namespaceFor(t);
  const operations: readonly KernelOperation[] = [
    {
      op: 'link.add',
      namespace: HOST,
      kind: 'veth',
      name: 'h0',
      data: { peer: { name: 'c0', namespace: blue, up: true } },
    },
    { op: 'link.delete', namespace: HOST, name: 'nope' },
  ];
  const { outcomes } = await driver.apply(operations, {
    after: [[], []],
    signal: new AbortController().signal,
    onOutcome: () => {},
  });
  t.like(outcomes[0], { status: 'unknown' });
  t.like(outcomes[1], { status: 'failed', errno: 'ENODEV' });
});
