import test from 'ava';
import { HOST, type KernelOperation } from '@netloom/core';
import { KernelError, simulatedKernel, type PhysicalLink, type SimulatedKernelOptions } from '@netloom/testing';

const card = (said: object): unknown => ({ links: [{ name: 'eth0', ...said }] });

const REFUSED: readonly (readonly [options: unknown, message: string])[] = [
  [
    card({ addresses: ['192.0.2.7'] }),
    'Expected `links[0].addresses[0]` to be an address with its prefix length, as in \'192.0.2.7/24\', got "192.0.2.7"',
  ],
  [
    card({ addresses: ['192.0.2.7/33'] }),
    'Expected `links[0].addresses[0]` to be an address with its prefix length, as in \'192.0.2.7/24\', got "192.0.2.7/33"',
  ],
  [card({ addresses: '192.0.2.7/24' }), 'Expected `links[0].addresses` to be an array, got "192.0.2.7/24"'],
  [card({ outside: ['gateway'] }), 'Expected `links[0].outside[0]` to be an IPv4 or IPv6 address, got "gateway"'],
  [
    card({ mac: 'zz' }),
    'Expected `links[0].mac` to be the hardware address of one link, as in \'02:00:00:00:00:01\', got "zz"',
  ],
  [
    card({ mac: '01:00:5e:00:00:01' }),
    'Expected `links[0].mac` to be the hardware address of one link, as in \'02:00:00:00:00:01\', got "01:00:5e:00:00:01"',
  ],
  [card({ mtu: 1.5 }), 'Expected `links[0].mtu` to be a whole number from 68 to 65535, got 1.5'],
  [card({ up: 'no' }), 'Expected `links[0].up` to be true or false, got "no"'],
  [card({ name: 'a/b' }), 'Expected `links[0].name` to be a name for a network card, of at most 15 bytes, got "a/b"'],
  [card({ name: 'lo' }), 'Expected `links[0].name` to be a name for a network card, of at most 15 bytes, got "lo"'],
  [{ links: ['eth0'] }, 'Expected `links[0]` to be an object, got "eth0"'],
  [{ links: [{ name: 'a' }, { name: 'a' }] }, 'Expected `links` to be without repetitions, got "a"'],
  [{ namespaces: ['../x'] }, 'Expected `namespaces[0]` to be a name for a namespace, got "../x"'],
  [{ namespaces: ['a', 'a'] }, 'Expected `namespaces` to be without repetitions, got "a"'],
  [{ processes: [0] }, 'Expected `processes[0]` to be the id of a process, got 0'],
  [{ time: 'step' }, "Expected `time` to be 'settled' or 'stepped', got \"step\""],
  [
    { namespace: ['a'] },
    'Expected `simulatedKernel(options)` to be an object of state, links, namespaces, processes, features, time, got "namespace"',
  ],
];

for (const [options, message] of REFUSED) {
  test(`refused: ${JSON.stringify(options)}`, (t) => {
    t.throws(() => simulatedKernel(options as SimulatedKernelOptions), { instanceOf: RangeError, message });
  });
}

test('addresses are known however they are written', (t) => {
  const eth0: PhysicalLink = {
    name: 'eth0',
    mac: '02:00:00:00:AB:CD',
    addresses: ['2001:DB8:0:0::7/64'],
    outside: ['2001:DB8::1'],
  };
  const kernel = simulatedKernel({ links: [eth0] });
  t.true(kernel.ping(HOST, '2001:db8:0::1').reached);
  const links = kernel.read({ namespaces: [HOST] }).namespaces[0]?.links;
  t.is(links?.find(({ name }) => name === 'eth0')?.mac, '02:00:00:00:ab:cd');
});

test('a ping needs a namespace that there is, and an address', (t) => {
  const kernel = simulatedKernel();
  const unknown = t.throws(() => kernel.ping('nope', '192.0.2.1'), { instanceOf: KernelError });
  t.like(unknown, { errno: 'ENOENT', message: 'ENOENT: there is no namespace "nope"' });
  t.like(
    t.throws(() => kernel.trace({ pid: 77 }, '192.0.2.1'), { instanceOf: KernelError }),
    { errno: 'ESRCH' },
  );
  for (const [to, shown] of [
    ['example.org', '"example.org"'],
    [7, '7'],
  ] as const) {
    t.throws(() => kernel.ping(HOST, to as string), {
      instanceOf: RangeError,
      message: `Expected \`to\` to be an IPv4 or IPv6 address, got ${shown}`,
    });
  }
});

test('the clock only goes on', (t) => {
  const { clock } = simulatedKernel({ time: 'stepped' });
  clock.advance(5);
  for (const ms of [-5, Number.NaN, Infinity]) {
    t.throws(() => clock.advance(ms), {
      instanceOf: RangeError,
      message: `Expected \`ms\` to be a number of milliseconds, 0 or more, got ${ms}`,
    });
  }
  t.is(clock.now, 5);
});

test('what is no operation is said to be none', (t) => {
  for (const op of ['link.paint', 'toString']) {
    t.throws(() => simulatedKernel().apply({ op } as unknown as KernelOperation), {
      instanceOf: RangeError,
      message: `Expected \`op\` to be the name of an operation, got "${op}"`,
    });
  }
});
