import test from 'ava';
import { HOST, type Operation, type RuleState } from '@netloom/core';
import { interpretChain, operationsOf, problemOf, problemsOf } from '../support/chain.js';
import { HOST_WITH_ETH0, link, network } from '../support/network.js';

function only(operations: readonly Operation[]): unknown {
  const [operation, ...more] = operations;
  if (!operation || more.length > 0) throw new Error(`expected one operation, got ${operations.length}`);
  const { namespace: _namespace, ...rest } = operation;
  return rest;
}

test('route: what is filled in for IPv4 and IPv6', (t) => {
  t.deepEqual(only(operationsOf((tx) => tx.host().route('default', { via: '10.0.0.1' }))), {
    op: 'route.add',
    family: 'inet',
    destination: '0.0.0.0/0',
    via: '10.0.0.1',
    table: 254,
    type: 'unicast',
    scope: 'global',
    protocol: 'boot',
  });
  t.deepEqual(only(operationsOf((tx) => tx.host().route('default', { via: 'FD00::1' }))), {
    op: 'route.add',
    family: 'inet6',
    destination: '::/0',
    via: 'fd00::1',
    table: 254,
    type: 'unicast',
    scope: 'global',
    protocol: 'boot',
    metric: 1024,
  });
});

test('route: scope and table by type, family by source', (t) => {
  const added = (destination: string, options: object): Record<string, unknown> => {
    const [operation] = operationsOf((tx) => tx.host().route(destination, options));
    return { ...operation };
  };
  t.like(added('10.1.0.0/16', { dev: 'eth0' }), { scope: 'link', table: 254, dev: 'eth0' });
  t.like(added('10.1.0.0/16', { type: 'local', dev: 'eth0' }), { scope: 'host', table: 255 });
  t.like(added('10.1.0.255/32', { type: 'broadcast', dev: 'eth0' }), { scope: 'link', table: 255 });
  t.like(added('10.1.0.0/16', { type: 'blackhole' }), { scope: 'global', table: 254 });
  t.like(added('default', { dev: 'eth0', source: 'fd00::5' }), {
    family: 'inet6',
    destination: '::/0',
    source: 'fd00::5',
  });
  t.like(added('fd00::77/64', { dev: 'eth0' }), { destination: 'fd00::/64', scope: 'global', metric: 1024 });
  t.like(added('10.1.0.0/16', { nextHops: [{ via: '10.0.0.1', weight: 2 }, { dev: 'eth0' }] }), {
    scope: 'global',
    nextHops: [{ via: '10.0.0.1', weight: 2 }, { dev: 'eth0' }],
  });
  t.like(added('10.1.0.0/16', { via: 'fe80::1', dev: 'eth0' }), { family: 'inet', via: 'fe80::1' });
});

test('route: what does not go together', (t) => {
  const codes = (destination: string, options: object): readonly string[] =>
    problemsOf((tx) => tx.host().route(destination, options)).map(({ code }) => code);
  t.deepEqual(codes('default', {}), ['route-way']);
  t.deepEqual(codes('10.0.0.0/8', { via: '10.0.0.1', nextHops: [{ via: '10.0.0.2' }] }), ['route-way']);
  t.deepEqual(codes('10.0.0.0/8', { type: 'blackhole', dev: 'eth0' }), ['route-way']);
  t.deepEqual(codes('fd00::/8', { via: '10.0.0.1' }), ['address-family']);
  t.deepEqual(codes('10.0.0.0/8', { via: '10.0.0.1', source: 'fd00::1' }), ['address-family']);
  t.deepEqual(codes('fd00::/8', { via: 'fe80::1' }), ['route-way']);
  t.deepEqual(codes('10.0.0.0/8', { nextHops: [{ weight: 2 }] }), ['route-way']);
  t.deepEqual(codes('10.0.0.0/8', { dev: 'eth7' }), ['link-missing']);
  t.deepEqual(codes('10.0.0.1', { dev: 'eth0' }), ['ip-prefix']);
});

test('route: IPv4 with host bits is refused as the kernel does, with both readings', (t) => {
  const problem = problemOf((tx) => tx.host().route('10.0.0.1/24', { dev: 'eth0' }));
  t.is(problem.code, 'ip-prefix');
  t.is(problem.mend, "use '10.0.0.0/24' for the network, '10.0.0.1/32' for the one address");
});

test('deleteRoute: only what was said, beside family, destination and table', (t) => {
  t.deepEqual(only(operationsOf((tx) => tx.host().deleteRoute('10.0.0.0/8'))), {
    op: 'route.delete',
    family: 'inet',
    destination: '10.0.0.0/8',
    table: 254,
  });
  t.deepEqual(
    operationsOf((tx) => tx.host().deleteRoute('10.0.0.0/8', { dev: 'gone' }), HOST_WITH_ETH0, 'ensure'),
    [],
  );
});

test('addresses: options, families, duplicates', (t) => {
  t.deepEqual(
    only(operationsOf((tx) => tx.host().address('eth0', '10.0.0.1/24', { label: 'eth0:1', scope: 'link' }))),
    {
      op: 'address.add',
      link: 'eth0',
      family: 'inet',
      address: '10.0.0.1/24',
      label: 'eth0:1',
      scope: 'link',
    },
  );
  const codes = (address: string, options?: object): readonly string[] =>
    problemsOf((tx) => tx.host().address('eth0', address, options)).map(({ code }) => code);
  t.deepEqual(codes('10.0.0.1'), ['ip-prefix']);
  t.deepEqual(codes('10.0.0.1/24', { noDad: true }), ['address-family']);
  t.deepEqual(codes('fd00::1/64', { broadcast: '10.0.0.255' }), ['address-family']);
  t.deepEqual(codes('fd00::1/64', { validLifetime: 5, preferredLifetime: 9 }), ['lifetime']);
  const twice = problemOf((tx) => tx.host().address('eth0', '10.0.0.1/24').address('eth0', '10.0.0.1/24'));
  t.is(twice.code, 'duplicate-address');
  t.regex(twice.message, /#2 \.address\('eth0', '10\.0\.0\.1\/24'\)/);
  // The kernel's own keys: IPv4 with the prefix length, IPv6 without.
  t.deepEqual(
    problemsOf((tx) => tx.host().address('eth0', '10.0.0.1/24').address('eth0', '10.0.0.1/25')),
    [],
  );
  t.is(
    problemOf((tx) => tx.host().address('eth0', 'fd00::1/64').address('eth0', 'fd00::1/65')).code,
    'duplicate-address',
  );
  t.deepEqual(
    problemsOf((tx) =>
      tx.host().address('eth0', '10.0.0.1/24').deleteAddress('eth0', '10.0.0.1/24').address('eth0', '10.0.0.1/24'),
    ),
    [],
  );
});

test('rules: the priority of one that is given none is right before the others, as with ip', (t) => {
  const rule = (priority: number, table: number): RuleState => ({ family: 'inet', priority, action: 'lookup', table });
  const state = network({ '': { links: [], rules: [rule(0, 255), rule(32_766, 254), rule(32_767, 253)] } });
  const priorities = operationsOf(
    (tx) =>
      tx
        .host()
        .rule({ from: '10.0.0.0/8', table: 5 })
        .rule({ to: '10.0.0.0/8' })
        .rule({ priority: 77 })
        .rule({ mark: 1 }),
    state,
  ).map((operation) => (operation.op === 'rule.add' ? operation.priority : operation.op));
  t.deepEqual(priorities, [32_765, 32_764, 77, 76]);
});

test('rules: for ensure, the one that stands; deleting finds the priority', (t) => {
  const standing: RuleState = { family: 'inet', priority: 100, action: 'lookup', table: 5, from: '10.0.0.0/8' };
  const state = network({ '': { links: [], rules: [standing] } });
  const added = operationsOf((tx) => tx.host().rule({ from: '10.0.0.0/8', table: 5 }), state, 'ensure');
  t.deepEqual(only(added), { op: 'rule.add', ...standing });
  t.deepEqual(only(operationsOf((tx) => tx.host().deleteRule({ from: '10.0.0.0/8', table: 5 }), state)), {
    op: 'rule.delete',
    ...standing,
  });
  t.is(problemOf((tx) => tx.host().deleteRule({ from: '10.9.0.0/16', table: 5 }), state).code, 'rule-missing');
  t.deepEqual(
    operationsOf((tx) => tx.host().deleteRule({ from: '10.9.0.0/16' }), state, 'ensure'),
    [],
  );
});

test('rules: families and actions', (t) => {
  t.like(operationsOf((tx) => tx.host().rule({ from: 'fd00::/8', priority: 5 }))[0], { family: 'inet6', table: 254 });
  t.like(operationsOf((tx) => tx.host().rule({ to: '0.0.0.0/0', action: 'blackhole', priority: 5 }))[0], {
    to: undefined,
    table: undefined,
  });
  t.like(operationsOf((tx) => tx.host().rule({ sourcePort: 80, destinationPort: '1-5', priority: 5 }))[0], {
    sourcePort: '80',
    destinationPort: '1-5',
  });
  t.is(problemOf((tx) => tx.host().rule({ from: 'fd00::/8', to: '10.0.0.0/8' })).code, 'address-family');
  t.is(problemOf((tx) => tx.host().rule({ action: 'prohibit', table: 5 })).code, 'rule-action');
  t.is(problemOf((tx) => tx.host().rule({ sourcePort: '5-1' })).code, 'port');
});

test('neighbours and forwarding entries', (t) => {
  const mac = '02:00:00:00:00:09';
  t.deepEqual(only(operationsOf((tx) => tx.host().neighbour('eth0', '10.0.0.9', { mac }))), {
    op: 'neighbour.add',
    link: 'eth0',
    family: 'inet',
    address: '10.0.0.9',
    state: 'permanent',
    mac,
  });
  t.deepEqual(only(operationsOf((tx) => tx.host().neighbour('eth0', 'fd00::9', { proxy: true }))), {
    op: 'neighbour.add',
    link: 'eth0',
    family: 'inet6',
    address: 'fd00::9',
    proxy: true,
  });
  t.is(problemOf((tx) => tx.host().neighbour('eth0', '10.0.0.9', {})).code, 'neighbour');
  t.is(problemOf((tx) => tx.host().neighbour('eth0', '10.0.0.9', { proxy: true, mac })).code, 'neighbour');
  t.deepEqual(only(operationsOf((tx) => tx.host().fdb('eth0', mac))), {
    op: 'fdb.add',
    link: 'eth0',
    mac,
    owner: 'master',
    state: 'static',
  });
  t.deepEqual(only(operationsOf((tx) => tx.host().deleteFdb('eth0', mac, { destination: '10.0.0.1' }))), {
    op: 'fdb.delete',
    link: 'eth0',
    mac,
    owner: 'self',
    state: 'permanent',
    destination: '10.0.0.1',
  });
  t.is(problemOf((tx) => tx.host().fdb('eth0', mac, { owner: 'master', destination: '10.0.0.1' })).code, 'fdb-owner');
  t.is(problemOf((tx) => tx.host().fdb('eth0', '00:00:00:00:00:00')).code, 'mac-address');
});

test('sysctl, dhcp, verify', (t) => {
  const check = (): boolean => true;
  const { steps, checks, problems } = interpretChain(
    (tx) =>
      tx
        .host()
        .sysctl('net.ipv4.ip_forward', 1)
        .dhcp('eth0')
        .namespace('a')
        .verify(check)
        .verify({ name: 'x', run: check }),
    network({ '': [link('eth0', 2)], a: [] }),
  );
  t.deepEqual(problems, []);
  t.deepEqual(
    steps.map(({ operation }) => operation),
    [
      { op: 'sysctl.set', namespace: HOST, key: 'net/ipv4/ip_forward', value: '1' },
      { op: 'dhcp.acquire', namespace: HOST, link: 'eth0', timeoutMs: 10_000 },
    ],
  );
  t.is(checks[0]?.check, check);
  t.deepEqual(
    checks.map(({ namespace, call }) => [namespace, call]),
    [
      ['a', '#5 .verify()'],
      ['a', '#6 .verify()'],
    ],
  );
  t.is(problemOf((tx) => tx.host().dhcp('eth0').dhcp('eth0')).code, 'duplicate-dhcp');
});
