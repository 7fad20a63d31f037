import test from 'ava';
import { HOST } from '@netloom/core';
import { KernelError, simulatedKernel } from '@netloom/testing';

test('a network card that was lent to a namespace comes home when that ends', (t) => {
  const kernel = simulatedKernel({ namespaces: ['a'] });
  kernel.apply({ op: 'link.set', namespace: HOST, name: 'eth0', changes: { namespace: 'a' } });
  t.deepEqual(
    kernel.read({ namespaces: [HOST] }).namespaces[0]?.links.map(({ name }) => name),
    ['lo'],
  );
  kernel.apply({ op: 'namespace.delete', namespace: 'a' });
  const eth0 = kernel.read({ namespaces: [HOST] }).namespaces[0]?.links.find(({ name }) => name === 'eth0');
  t.like(eth0, { kind: 'physical', up: false, ifindex: 2 });
});

test('where its name is taken at home, it comes home under another', (t) => {
  const kernel = simulatedKernel({ namespaces: ['a'] });
  kernel.apply({ op: 'link.set', namespace: HOST, name: 'eth0', changes: { namespace: 'a' } });
  kernel.apply({ op: 'link.add', namespace: HOST, kind: 'bridge', name: 'eth0', data: {} });
  kernel.apply({ op: 'namespace.delete', namespace: 'a' });
  const links = kernel.read({ namespaces: [HOST] }).namespaces[0]?.links ?? [];
  t.true(links.some(({ kind, name }) => kind === 'physical' && /^dev\d+$/.test(name)));
});

test('a namespace lives on without its name while a process is in it', (t) => {
  const kernel = simulatedKernel({ processes: [77] });
  t.is(kernel.read({ namespaces: [{ pid: 77 }] }).namespaces.length, 1);
  t.is(kernel.read({ namespaces: [{ path: '/proc/77/ns/net' }] }).namespaces.length, 1);
  t.throws(() => kernel.apply({ op: 'link.set', namespace: { pid: 78 }, name: 'lo', changes: { up: true } }), {
    instanceOf: KernelError,
    message: 'ESRCH',
  });
});

test('a path under /run/netns is the name', (t) => {
  const kernel = simulatedKernel({ namespaces: ['a'] });
  t.is(
    kernel.read({ namespaces: [{ path: '/run/netns/a' }] }).namespaces[0]?.inode,
    kernel.read({ namespaces: ['a'] }).namespaces[0]?.inode,
  );
});

test('duplicate address detection takes the time of the kernel’s clock, and no other', (t) => {
  const kernel = simulatedKernel({ time: 'stepped' });
  kernel.apply({ op: 'address.add', namespace: HOST, link: 'eth0', family: 'inet6', address: 'fd00::1/64' });
  const tentative = (): boolean | undefined =>
    kernel.read({ namespaces: [HOST] }).namespaces[0]?.addresses.find(({ address }) => address === 'fd00::1/64')
      ?.tentative;
  t.true(tentative());
  kernel.clock.advance(999);
  t.true(tentative());
  kernel.clock.advance(1);
  t.is(tentative(), undefined);
});

test('a kernel without a feature refuses what needs it', (t) => {
  const kernel = simulatedKernel({ features: { vlanFiltering: false, missingKinds: ['macvlan'] } });
  const refused = (operation: Parameters<typeof kernel.apply>[0]): string | undefined =>
    t.throws(() => kernel.apply(operation), { instanceOf: KernelError })?.errno;
  t.is(
    refused({ op: 'link.add', namespace: HOST, kind: 'bridge', name: 'br0', data: { vlanFiltering: true } }),
    'EOPNOTSUPP',
  );
  const data = { parent: 'eth0', parentNamespace: HOST, mode: 'bridge' } as const;
  t.is(refused({ op: 'link.add', namespace: HOST, kind: 'macvlan', name: 'm0', data }), 'EOPNOTSUPP');
});
