import test from 'ava';
import * as fc from 'fast-check';
import { leaseOf, leaseOperations } from '../../dist/dhcp/lease-operations.js';
import { parseLeaseReport } from '../../dist/dhcp/lease-report.js';

const GOOD = {
  address: '10.77.0.50',
  mask: '255.255.255.0',
  routers: '10.77.0.1 10.77.0.2',
  dns: '10.77.0.1 9.9.9.9',
  mtu: '1400',
  seconds: '120',
  routes: '',
  at: '1700000000',
};

function report(changes: Partial<typeof GOOD> = {}): ReturnType<typeof parseLeaseReport> {
  return parseLeaseReport(JSON.stringify({ ...GOOD, ...changes }));
}

const link = { namespace: 'web', link: 'eth0' };

test('a report becomes a lease', (t) => {
  t.deepEqual(leaseOf(report(), link), {
    ...link,
    address: '10.77.0.50/24',
    gateway: '10.77.0.1',
    dns: ['10.77.0.1', '9.9.9.9'],
    mtu: 1400,
    expiresAt: '2023-11-14T22:15:20.000Z',
  });
});

test('a lease asks for MTU, address and default route, in this order', (t) => {
  t.deepEqual(leaseOperations(report(), { ...link, ifindex: 7 }), [
    { op: 'link.set', namespace: 'web', name: 'eth0', ifindex: 7, changes: { mtu: 1400 } },
    {
      op: 'address.add',
      ...link,
      ifindex: 7,
      family: 'inet',
      address: '10.77.0.50/24',
      broadcast: '10.77.0.255',
    },
    {
      op: 'route.add',
      namespace: 'web',
      family: 'inet',
      destination: '0.0.0.0/0',
      table: 254,
      type: 'unicast',
      via: '10.77.0.1',
      dev: 'eth0',
      devIndex: 7,
      metric: 1024,
      protocol: 'dhcp',
      append: true,
    },
  ]);
});

test('classless routes take the place of the routers (RFC 3442), with their host bits cut', (t) => {
  const routes = '10.9.1.2/16 10.77.0.3 192.0.2.0/24 0.0.0.0 0.0.0.0/0 10.77.0.9';
  t.deepEqual(report({ routes }).routes, [
    { destination: '10.9.0.0/16', via: '10.77.0.3' },
    { destination: '192.0.2.0/24' },
    { destination: '0.0.0.0/0', via: '10.77.0.9' },
  ]);
  t.is(report({ routes }).gateway, '10.77.0.9');
});

test('a gateway outside of the prefix is on the link', (t) => {
  const [route] = leaseOperations(report({ mask: '255.255.255.255', mtu: '' }), link).slice(-1);
  t.like(route, { op: 'route.add', via: '10.77.0.1', onLink: true });
});

for (const [what, changes] of [
  ['no address', { address: '' }],
  ['an address of loopback', { address: '127.0.0.1' }],
  ['a multicast address', { address: '224.0.0.5' }],
  ['an address of this network', { address: '0.0.0.0' }],
  ['an address in octal', { address: '010.1.1.1' }],
  ['an option for an address', { address: '-6' }],
  ['a mask with a hole', { mask: '255.0.255.0' }],
  ['an empty mask', { mask: '0.0.0.0' }],
] as const) {
  test(`${what} is no lease`, (t) => {
    t.throws(() => report(changes), { message: /the DHCP server gave no usable/ });
  });
}

test('an MTU that would cut the host off, or is none, is left out', (t) => {
  for (const mtu of ['68', '576', '65536', '99999999999', '-1', '1e3', '0x500', ''])
    t.is(report({ mtu }).mtu, undefined, mtu);
  t.is(report({ mtu: '577' }).mtu, 577);
});

test('what is malformed in a list is left out, the rest is kept', (t) => {
  t.deepEqual(report({ dns: '10.0.0.1 300.1.1.1 0.0.0.0 x 10.0.0.2' }).dns, ['10.0.0.1', '10.0.0.2']);
  t.deepEqual(
    report({ routes: '10.0.0.0/33 10.77.0.3 10.0.0.0/8/8 10.77.0.3 10.0.0.0/8 239.0.0.1 10.0.0.0/8', routers: '' })
      .routes,
    [],
  );
});

test('no report, whatever is in it, gives an operation with anything but addresses and numbers', (t) => {
  const word = fc.oneof(
    fc.string(),
    fc.ipV4(),
    fc.constantFrom('-1', '0', '0.0.0.0/0', '10.0.0.1/8', '; reboot', '$(id)', '--help'),
  );
  const words = fc.array(word).map((list) => list.join(' '));
  const reports = fc.record({
    address: fc.oneof(fc.ipV4(), word),
    mask: fc.oneof(fc.constantFrom('255.255.255.0', '255.255.255.255', '128.0.0.0'), word),
    routers: words,
    dns: words,
    mtu: fc.oneof(fc.nat().map(String), word),
    seconds: fc.oneof(fc.nat().map(String), fc.constant('4294967295')),
    routes: words,
    at: fc.constant('1700000000'),
  });
  let leases = 0;
  fc.assert(
    fc.property(reports, (values) => {
      let parsed: ReturnType<typeof parseLeaseReport>;
      try {
        parsed = parseLeaseReport(JSON.stringify(values));
      } catch {
        return;
      }
      leases++;
      for (const operation of leaseOperations(parsed, link)) {
        const {
          address = '',
          broadcast = '',
          destination = '',
          via = '',
        } = { ...operation } as Record<string, unknown>;
        for (const value of [address, broadcast, destination, via]) t.regex(String(value), /^[0-9./]*$/);
      }
      for (const server of leaseOf(parsed, link).dns) t.regex(server, /^[0-9.]+$/);
    }),
    { numRuns: 500 },
  );
  t.true(leases > 20, `${leases} leases`);
});
