import assert from 'node:assert/strict';
import type { FdbAdd } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addBridge, addMacvlan, addVeth, setLink } from '../steps.js';

const MAC = '02:00:00:00:00:99';

async function prepared(lab: Lab): Promise<string> {
  const a = await lab.namespace();
  await lab.done(addBridge(a, 'br0'), addVeth(a, 'v0', 'v1', { master: 'br0' }));
  return a;
}

function add(namespace: string, said: Partial<FdbAdd> = {}): FdbAdd {
  return { op: 'fdb.add', namespace, link: 'v0', mac: MAC, owner: 'master', state: 'static', ...said };
}

async function entries(lab: Lab, namespace: string): Promise<readonly string[]> {
  const { fdb } = await lab.state(namespace);
  return fdb
    .filter(({ mac }) => mac === MAC)
    .map(({ link, owner, state }) => `${link} ${owner} ${state}`)
    .toSorted();
}

export const FDB: Area = {
  name: 'fdb',
  cases: [
    {
      title: 'entries of the bridge and of the device are kept as they were given',
      rule: 'net/bridge/br_fdb.c, br_fdb_add(); net/core/rtnetlink.c, ndo_dflt_fdb_add()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(add(a), add(a, { owner: 'self', state: 'permanent' }));
        assert.deepEqual(await entries(lab, a), ['v0 master static', 'v0 self permanent']);
      },
    },
    {
      title: 'the MAC of a port is a permanent entry of its bridge',
      rule: 'net/bridge/br_if.c, br_add_if(): br_fdb_add_local()',
      async run(lab) {
        const a = await prepared(lab);
        const { mac } = await lab.link(a, 'v0');
        const { fdb } = await lab.state(a);
        assert.deepEqual(
          fdb
            .filter((entry) => entry.link === 'v0' && entry.owner === 'master')
            .map((entry) => [entry.mac, entry.state]),
          [[mac, 'permanent']],
        );
      },
    },
    {
      title: 'an entry that is there is refused, and one that is not cannot be deleted',
      rule: 'net/bridge/br_fdb.c, fdb_add_entry(), fdb_delete_by_addr_and_port()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(add(a));
        await lab.refused(add(a), 'EEXIST');
        await lab.done({ ...add(a), op: 'fdb.delete' });
        assert.deepEqual(await entries(lab, a), []);
        await lab.refused({ ...add(a), op: 'fdb.delete' }, 'ENOENT');
      },
    },
    {
      title: 'a link that is no port has no entries of a bridge',
      rule: 'net/core/rtnetlink.c, rtnl_fdb_add(): EOPNOTSUPP',
      async run(lab) {
        const a = await prepared(lab);
        await lab.refused(add(a, { link: 'v1' }), 'EOPNOTSUPP');
      },
    },
    {
      title: 'what a passthru macvlan lets in its parent lets in, but what a bridge knows of it is the bridge’s alone',
      rule: 'drivers/net/macvlan.c, macvlan_set_mac_lists(): dev_uc_sync()',
      needs: { kinds: ['macvlan'] },
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addMacvlan(a, 'm0', 'v1', 'passthru', { up: true, master: 'br0' }));
        await lab.done(add(a, { link: 'm0' }));
        assert.deepEqual(await entries(lab, a), ['m0 master static']);
        await lab.done(add(a, { link: 'm0', owner: 'self', state: 'permanent' }));
        assert.deepEqual(await entries(lab, a), ['m0 master static', 'm0 self permanent', 'v1 self permanent']);
        const below = { link: 'v1', owner: 'self', state: 'permanent' } as const;
        await lab.refused(add(a, below), 'EEXIST');
        await lab.done({ ...add(a, below), op: 'fdb.delete' });
        assert.deepEqual(await entries(lab, a), ['m0 master static', 'm0 self permanent']);
      },
    },
    {
      title: 'a parent that is moved forgets what its macvlans have it let in, and they do not ask again',
      rule: 'net/core/dev.c, dev_change_net_namespace(): dev_uc_flush(); net/core/dev_addr_lists.c, __hw_addr_unsync_one()',
      needs: { kinds: ['macvlan'] },
      async run(lab) {
        const [a, b] = [await prepared(lab), await lab.namespace('b')];
        await lab.done(addMacvlan(a, 'm0', 'v1', 'passthru', { up: true }));
        await lab.done(add(a, { link: 'm0', owner: 'self', state: 'permanent' }));
        assert.deepEqual(await entries(lab, a), ['m0 self permanent', 'v1 self permanent']);
        await lab.done(setLink(a, 'v1', { namespace: b }));
        await lab.done(setLink(a, 'm0', { up: false }), setLink(a, 'm0', { up: true }));
        assert.deepEqual([await entries(lab, a), await entries(lab, b)], [['m0 self permanent'], []]);
        const remove = { ...add(a, { link: 'm0', owner: 'self', state: 'permanent' }), op: 'fdb.delete' } as const;
        await lab.done(remove);
        assert.deepEqual(await entries(lab, a), ['m0 self permanent']);
        await lab.done(remove);
        assert.deepEqual(await entries(lab, a), []);
      },
    },
    {
      title: 'entries are lost when the port leaves its bridge',
      rule: 'net/bridge/br_fdb.c, br_fdb_delete_by_port()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(add(a), setLink(a, 'v0', { master: null }), setLink(a, 'v0', { master: 'br0' }));
        assert.deepEqual(await entries(lab, a), []);
      },
    },
  ],
};
