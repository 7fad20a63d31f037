import test from 'ava';
import { createNet, HOST, type LinkState, type NetworkState } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';

/** A machine with something of everything. */
async function machine(): Promise<NetworkState> {
  const driver = mockDriver({ kernel: simulatedKernel({ links: [{ name: 'eth0', addresses: ['192.0.2.7/24'] }] }) });
  await using net = createNet({ driver });
  await net
    .host()
    .bridge('br0', { address: ['10.0.0.1/24', 'fd00::1/64'], stp: true })
    .sysctl('net.ipv4.ip_forward', '1')
    .route('default', { via: '192.0.2.1', dev: 'eth0' })
    .route('10.9.0.0/16', { type: 'blackhole' })
    .namespace('web')
    .veth('eth0', { address: '10.0.0.2/24', mtu: 1400, peer: { name: 'web0', master: 'br0', alias: 'web' } })
    .route('default', { via: '10.0.0.1' })
    .neighbour('eth0', '10.0.0.9', { mac: '02:00:00:00:09:09' })
    .rule({ from: '10.0.0.0/24', table: 100, priority: 77 })
    .route('default', { via: '10.0.0.1', table: 100 })
    .namespace('lan')
    .macvlan('eth0', { mode: 'bridge', address: '192.0.2.50/24' })
    .commit();
  return await net.snapshot();
}

/** All but who the host is: that is its own. */
function withoutIdentity({ namespaces }: NetworkState): unknown {
  return namespaces.map(({ identity: _identity, inode: _inode, ...state }) => state);
}

test('a kernel begins with the state of another, whole', async (t) => {
  const state = await machine();
  const kernel = simulatedKernel({ state: JSON.parse(JSON.stringify(state)) as NetworkState });
  const again = kernel.read({ namespaces: 'all' });
  t.deepEqual(withoutIdentity(again), withoutIdentity(state));
  t.deepEqual(again.namespaces[1]?.identity, state.namespaces[1]?.identity);
});

test('and goes on as that one would', async (t) => {
  const kernel = simulatedKernel({ state: await machine() });
  t.true(kernel.ping('web', '10.0.0.1').reached);
  await using net = createNet({ driver: mockDriver({ kernel }) });
  const before = await net.snapshot();
  const commit = await net
    .host()
    .delete('br0')
    .namespace('db')
    .veth('eth0', { address: '10.0.1.2/24' })
    .namespace('web')
    .link('eth0', { up: false })
    .commit();
  t.false(kernel.ping('web', '10.0.0.1').reached);
  await commit.undo();
  t.true(kernel.ping('web', '10.0.0.1').reached);
  const names = ({ namespaces }: NetworkState): unknown => namespaces.map(({ links }) => links.map(({ name }) => name));
  t.deepEqual(names(await net.snapshot()), names(before));
});

test('links of kinds that it does not know are there', async (t) => {
  const [host] = (await machine()).namespaces;
  const eth0 = host?.links[1];
  if (host === undefined || eth0 === undefined) throw new Error('the machine has no eth0');
  const wg0 = { ...eth0, name: 'wg0', ifindex: 4711, kind: 'wireguard', mac: '', data: { listenPort: 51820 } };
  const kernel = simulatedKernel({ state: { namespaces: [{ ...host, links: [...host.links, wg0] }] } });
  const link = (name: string): LinkState | undefined =>
    kernel.read({ namespaces: [HOST] }).namespaces[0]?.links.find((other) => other.name === name);
  t.like(link('wg0'), { name: 'wg0', ifindex: 4711, kind: 'wireguard', up: true });
  kernel.apply({ op: 'link.delete', namespace: HOST, name: 'wg0' });
  // The other end of the pair was not in the picture: the end that is there works by itself.
  kernel.apply({ op: 'link.set', namespace: HOST, name: 'web0', changes: { up: false } });
  t.is(link('wg0'), undefined);
  t.is(link('web0')?.operstate, 'DOWN');
});

test('a carrier that the kernel has not seen yet is one', async (t) => {
  const { namespaces } = await machine();
  const early = (link: LinkState): LinkState =>
    link.kind === 'veth' ? { ...link, operstate: 'DOWN', flags: ['NO-CARRIER', ...link.flags] } : link;
  const kernel = simulatedKernel({
    state: { namespaces: namespaces.map((state) => ({ ...state, links: state.links.map(early) })) },
  });
  t.true(kernel.ping('web', '10.0.0.1').reached);
  kernel.apply({ op: 'namespace.add', namespace: 'later' });
  const web = kernel.read({ namespaces: ['web'] }).namespaces[0];
  t.like(
    web?.links.find(({ kind }) => kind === 'veth'),
    { operstate: 'UP' },
  );
});
