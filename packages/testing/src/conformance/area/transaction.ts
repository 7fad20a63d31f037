import assert from 'node:assert/strict';
import { CommitError } from '@netloom/core';
import { causesOf } from '../causes.js';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addAddress, addBridge, addRoute, addVeth, setLink } from '../steps.js';

/** A namespace with something of everything in it, that a transaction may change and must put back. */
async function livedIn(lab: Lab): Promise<string> {
  const a = await lab.namespace();
  await lab.done(
    addBridge(a, 'br0', { up: true }),
    addVeth(a, 'v0', 'v1', { up: true }),
    addVeth(a, 'w0', 'w1', { up: true, master: 'br0' }),
    addAddress(a, 'v0', '10.0.0.1/24'),
    addAddress(a, 'v0', '10.0.0.2/24', { label: 'v0:x' }),
    addAddress(a, 'v0', 'fd00::1/64', { noDad: true }),
    addRoute(a, '10.9.0.0/16', { via: '10.0.0.9', metric: 5 }),
    addRoute(a, '10.9.0.0/16', { via: '10.0.0.8' }),
    addRoute(a, 'fd09::/64', { via: 'fd00::9' }),
    setLink(a, 'w0', { port: { isolated: true, cost: 77 } }),
    {
      op: 'neighbour.add',
      namespace: a,
      link: 'v0',
      family: 'inet',
      address: '10.0.0.9',
      mac: '02:00:00:00:00:09',
      state: 'permanent',
    },
  );
  // What the kernel does by itself is done before it is compared.
  await lab.eventually(async () =>
    assert.ok((await lab.addresses(a, 'v0', 'inet6')).some(({ scope }) => scope === 'link')),
  );
  return a;
}

async function unchanged(lab: Lab, namespace: string, work: () => Promise<void>): Promise<void> {
  const before = causesOf(await lab.state(namespace));
  await work();
  assert.deepEqual(causesOf(await lab.state(namespace)), before);
}

/** A gateway that nobody is behind is found out by the kernel alone. */
const NOWHERE = { via: '172.31.255.254' };

export const TRANSACTION: Area = {
  name: 'transaction',
  cases: [
    {
      title: 'a commit makes all of it, and undo takes all of it away',
      rule: 'createNet(): commit() and undo()',
      needs: { kinds: ['veth', 'bridge'] },
      async run(lab) {
        const [a, b] = [lab.name('a'), lab.name('b')];
        await lab.withNet(async (net) => {
          const commit = await net
            .namespace(a)
            .namespace(b)
            .bridge('br0', { address: '10.0.0.254/24' })
            .namespace(a)
            .veth('eth0', {
              address: ['10.0.0.1/24', 'fd00::1/64'],
              mtu: 1400,
              peer: { name: 'a-eth0', namespace: b, master: 'br0' },
            })
            .route('default', { via: '10.0.0.254' })
            .commit();
          const { operstate, mtu, peer } = await lab.link(a, 'eth0');
          assert.deepEqual([mtu, peer?.name, peer?.namespace], [1400, 'a-eth0', b]);
          assert.notEqual(operstate, 'NOTPRESENT');
          assert.equal((await lab.link(b, 'a-eth0')).master?.name, 'br0');
          assert.equal((await lab.routes(a, '0.0.0.0/0'))[0]?.via, '10.0.0.254');
          await commit.undo();
        });
        assert.deepEqual((await lab.driver.read({ namespaces: [a, b] })).namespaces, []);
      },
    },
    {
      title: 'a commit that fails at its last operation leaves nothing behind',
      rule: 'createNet(): CommitError, rolledBack',
      needs: { kinds: ['veth'] },
      async run(lab) {
        const [a, b] = [lab.name('a'), lab.name('b')];
        await lab.withNet(async (net) => {
          const failing = net
            .namespace(b)
            .namespace(a)
            .veth('eth0', { address: '10.0.0.1/24', peer: { name: 'peer0', namespace: b } })
            .route('10.9.0.0/16', NOWHERE);
          await assert.rejects(failing.commit(), (error: unknown) => {
            assert.ok(error instanceof CommitError);
            assert.deepEqual([error.errno, error.operation?.op, error.rolledBack], ['ENETUNREACH', 'route.add', true]);
            return true;
          });
        });
        assert.deepEqual((await lab.driver.read({ namespaces: [a, b] })).namespaces, []);
      },
    },
    {
      title: 'a rollback puts back what the kernel flushed, in its order',
      rule: 'createNet(): what an operation loses is captured and restored',
      async run(lab) {
        const a = await livedIn(lab);
        await lab.withNet((net) =>
          unchanged(lab, a, async () => {
            const failing = net
              .namespace(a)
              .link('v0', { up: false })
              .link('w0', { master: null })
              .link('v0', { mtu: 1400 })
              .bridge('br9')
              .address('br9', '10.8.0.1/24')
              .route('10.7.0.0/16', NOWHERE);
            await assert.rejects(failing.commit(), CommitError);
          }),
        );
      },
    },
    {
      title: 'undo puts back what a commit changed and deleted',
      rule: 'createNet(): commit.undo()',
      async run(lab) {
        const a = await livedIn(lab);
        await lab.withNet((net) =>
          unchanged(lab, a, async () => {
            const commit = await net
              .namespace(a)
              .link('v0', { mtu: 1400, alias: 'changed', name: 'renamed' })
              .deleteRoute('10.9.0.0/16', { via: '10.0.0.8' })
              .deleteAddress('renamed', 'fd00::1/64')
              .sysctl('net/ipv4/ip_forward', '1')
              .commit();
            assert.equal((await lab.link(a, 'renamed')).mtu, 1400);
            await commit.undo();
          }),
        );
      },
    },
    {
      title: 'a check that fails rolls everything back',
      rule: 'createNet(): verify()',
      async run(lab) {
        const a = await livedIn(lab);
        await lab.withNet((net) =>
          unchanged(lab, a, async () => {
            const failing = net
              .namespace(a)
              .bridge('br9')
              .verify(() => false);
            await assert.rejects(failing.commit(), CommitError);
          }),
        );
      },
    },
    {
      title: 'ensure() changes what differs, and nothing the second time',
      rule: 'createNet(): ensure()',
      needs: { kinds: ['veth'] },
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.withNet(async (net) => {
          const wanted = net
            .namespace(a)
            .veth('eth0', { address: '10.0.0.1/24', peer: { name: 'peer0', namespace: b } })
            .route('default', { via: '10.0.0.254' });
          assert.ok((await wanted.ensure()).operations.length > 0);
          assert.deepEqual((await wanted.ensure()).operations, []);
          await lab.done(setLink(a, 'eth0', { up: false }));
          const repaired = await wanted.ensure();
          assert.ok(repaired.operations.length > 0);
          assert.equal((await lab.routes(a, '0.0.0.0/0')).length, 1);
        });
      },
    },
  ],
};
