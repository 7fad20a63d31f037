import assert from 'node:assert/strict';
import type { KernelOperation } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import { addBridge, addMacvlan, addVeth, deleteLink, setLink } from '../steps.js';

const NEEDS = { kinds: ['macvlan'] } as const;

export const MACVLAN: Area = {
  name: 'macvlan',
  cases: [
    {
      title: 'a macvlan says its mode and its parent, in the parent’s namespace and in another',
      rule: 'drivers/net/macvlan.c, macvlan_fill_info(); IFLA_LINK, IFLA_LINK_NETNSID',
      needs: NEEDS,
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(
          addVeth(a, 'v0', 'v1'),
          addMacvlan(a, 'm0', 'v0', 'private'),
          addMacvlan(b, 'm1', 'v0', 'vepa', { parentNamespace: a }),
        );
        const { namespaces } = await lab.driver.read({ namespaces: [a, b] });
        const links = namespaces.flatMap((state) => state.links);
        const parent = { ifindex: links.find(({ name }) => name === 'v0')?.ifindex, name: 'v0', namespace: a };
        const [m0, m1] = ['m0', 'm1'].map((name) => links.find((link) => link.name === name));
        assert.deepEqual([m0?.kind, m0?.mode, m0?.parent, m0?.data], ['macvlan', 'private', parent, {}]);
        assert.deepEqual([m1?.mode, m1?.parent], ['vepa', parent]);
      },
    },
    {
      title: 'every mode but passthru stands beside others',
      rule: 'drivers/net/macvlan.c, macvlan_common_newlink()',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1'),
          addMacvlan(a, 'm0', 'v0', 'private'),
          addMacvlan(a, 'm1', 'v0', 'vepa'),
          addMacvlan(a, 'm2', 'v0', 'bridge'),
          addMacvlan(a, 'm3', 'v0', 'source'),
        );
        await lab.refused(addMacvlan(a, 'm4', 'v0', 'passthru'), 'EINVAL');
        await lab.done(addMacvlan(a, 'm5', 'v1', 'passthru'));
        await lab.refused(addMacvlan(a, 'm6', 'v1', 'bridge'), 'EINVAL');
        await lab.refused(addMacvlan(a, 'm7', 'v1', 'passthru'), 'EINVAL');
      },
    },
    {
      title: 'the mode is changed in place, but not to or from passthru',
      rule: 'drivers/net/macvlan.c, macvlan_changelink()',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1'),
          addMacvlan(a, 'm0', 'v0', 'private'),
          setLink(a, 'm0', { data: { mode: 'bridge' } }, 'macvlan'),
        );
        assert.equal((await lab.link(a, 'm0')).mode, 'bridge');
        await lab.refused(setLink(a, 'm0', { data: { mode: 'passthru' } }, 'macvlan'), 'EINVAL');
      },
    },
    {
      title: 'the MTU is the parent’s, never more, and lowered with it',
      rule: 'drivers/net/macvlan.c, macvlan_change_mtu(), macvlan_device_event(): NETDEV_CHANGEMTU',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1', { mtu: 1400 }), addMacvlan(a, 'm0', 'v0'));
        assert.equal((await lab.link(a, 'm0')).mtu, 1400);
        await lab.refused(setLink(a, 'm0', { mtu: 1401 }), 'EINVAL');
        await lab.refused(addMacvlan(a, 'm1', 'v0', 'bridge', { mtu: 1401 }), 'EINVAL');
        await lab.done(setLink(a, 'v0', { mtu: 1300 }));
        assert.equal((await lab.link(a, 'm0')).mtu, 1300);
        await lab.done(setLink(a, 'v0', { mtu: 1500 }));
        assert.equal((await lab.link(a, 'm0')).mtu, 1300);
      },
    },
    {
      title: 'a macvlan on a macvlan stands on what that one stands on',
      rule: 'drivers/net/macvlan.c, macvlan_common_newlink(): macvlan_dev_real_dev()',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1'), addMacvlan(a, 'm0', 'v0'), addMacvlan(a, 'm1', 'm0'));
        assert.equal((await lab.link(a, 'm1')).parent?.name, 'v0');
      },
    },
    {
      title: 'lo carries none, and a parent that does not exist neither',
      rule: 'drivers/net/macvlan.c, macvlan_port_create(): IFF_LOOPBACK; macvlan_common_newlink(): ENODEV',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.refused(addMacvlan(a, 'm0', 'lo'), 'EINVAL');
        await lab.refused(addMacvlan(a, 'm0', 'none'), 'ENODEV');
      },
    },
    {
      title: 'the carrier is the parent’s',
      rule: 'drivers/net/macvlan.c: netif_stacked_transfer_operstate()',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1', { up: true }), addMacvlan(a, 'm0', 'v0', 'bridge', { up: true }));
        await lab.eventually(async () => assert.equal((await lab.link(a, 'm0')).operstate, 'UP'));
        await lab.done(setLink(a, 'v1', { up: false }));
        await lab.eventually(async () => assert.equal((await lab.link(a, 'm0')).operstate, 'LOWERLAYERDOWN'));
      },
    },
    {
      title: 'of a parent that is down nobody hears: its carrier comes to its children when it goes up',
      rule: 'net/core/link_watch.c, linkwatch_do_dev(): IFF_UP; drivers/net/macvlan.c, macvlan_device_event()',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'), addMacvlan(a, 'm0', 'br0', 'bridge', { up: true }));
        // With its first port a bridge has the carrier of its ports, which is none.
        await lab.done(addVeth(a, 'v0', 'v1', { master: 'br0' }));
        await lab.eventually(async () => assert.equal((await lab.link(a, 'm0')).operstate, 'UP'));
        await lab.done(setLink(a, 'br0', { up: true }));
        await lab.eventually(async () => assert.equal((await lab.link(a, 'm0')).operstate, 'LOWERLAYERDOWN'));
      },
    },
    {
      title: 'siblings that are up have different MACs, and none has the parent’s',
      rule: 'drivers/net/macvlan.c, macvlan_open(), macvlan_addr_busy()',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1', { mac: '02:00:00:00:00:01', up: true }),
          addMacvlan(a, 'm0', 'v0', 'bridge', { mac: '02:00:00:00:00:02', up: true }),
          addMacvlan(a, 'm1', 'v0', 'bridge', { mac: '02:00:00:00:00:02' }),
          addMacvlan(a, 'm2', 'v0', 'bridge', { mac: '02:00:00:00:00:01' }),
        );
        await lab.refused(setLink(a, 'm1', { up: true }), 'EADDRINUSE');
        await lab.refused(setLink(a, 'm2', { up: true }), 'EADDRINUSE');
        await lab.refused(addMacvlan(a, 'm3', 'v0', 'bridge', { mac: '02:00:00:00:00:02', up: true }), 'EADDRINUSE');
        assert.equal((await lab.linkNames(a)).includes('m3'), false);
      },
    },
    {
      title: 'in passthru, parent and child have one MAC, and the parent gets its own back',
      rule: 'drivers/net/macvlan.c, macvlan_set_mac_address(), macvlan_port_destroy()',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1', { mac: '02:00:00:00:00:01' }), addMacvlan(a, 'm0', 'v0', 'passthru'));
        assert.equal((await lab.link(a, 'm0')).mac, '02:00:00:00:00:01');
        await lab.done(setLink(a, 'm0', { mac: '02:00:00:00:00:02' }));
        assert.equal((await lab.link(a, 'v0')).mac, '02:00:00:00:00:02');
        await lab.done(deleteLink(a, 'm0'));
        assert.equal((await lab.link(a, 'v0')).mac, '02:00:00:00:00:01');
      },
    },
    {
      title: 'a passthru child takes the MAC of its parent, and keeps its neighbours',
      rule: 'drivers/net/macvlan.c, macvlan_device_event(): NETDEV_CHANGEADDR, macvlan_sync_address()',
      needs: NEEDS,
      async run(lab) {
        const a = await lab.namespace();
        const neighbour = (link: string): KernelOperation => {
          const entry = { family: 'inet', address: '10.0.0.9', mac: '02:00:00:00:00:09', state: 'permanent' } as const;
          return { op: 'neighbour.add', namespace: a, link, ...entry };
        };
        await lab.done(addVeth(a, 'v0', 'v1'), addMacvlan(a, 'm0', 'v0', 'passthru', { up: true }));
        await lab.done(neighbour('v0'), neighbour('m0'), setLink(a, 'v0', { mac: '02:00:00:00:00:02' }));
        assert.equal((await lab.link(a, 'm0')).mac, '02:00:00:00:00:02');
        assert.deepEqual(
          (await lab.state(a)).neighbours.map(({ link }) => link),
          ['m0'],
        );
        await lab.done(addBridge(a, 'br0'), addMacvlan(a, 'm1', 'br0', 'passthru'));
        await lab.done(addVeth(a, 'w0', 'w1', { mac: '02:00:00:00:00:03', master: 'br0' }));
        assert.equal((await lab.link(a, 'm1')).mac, '02:00:00:00:00:03');
      },
    },
    {
      title: 'children go with their parent, wherever they are',
      rule: 'drivers/net/macvlan.c, macvlan_device_event(): NETDEV_UNREGISTER',
      needs: NEEDS,
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(
          addVeth(a, 'v0', 'v1'),
          addMacvlan(a, 'm0', 'v0'),
          addMacvlan(b, 'm1', 'v0', 'bridge', { parentNamespace: a }),
          deleteLink(a, 'v1'),
        );
        assert.deepEqual([await lab.linkNames(a), await lab.linkNames(b)], [['lo'], ['lo']]);
      },
    },
    {
      title: 'a macvtap is a macvlan with a queue of its own length',
      rule: 'drivers/net/macvtap.c; TUN_READQ_SIZE of linux/if_tun.h is 500',
      needs: { kinds: ['macvtap'] },
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1'), {
          op: 'link.add',
          namespace: a,
          kind: 'macvtap',
          name: 't0',
          data: { parent: 'v0', parentNamespace: a, mode: 'bridge' },
        });
        const { kind, mode, txQueueLength, parent } = await lab.link(a, 't0');
        assert.deepEqual([kind, mode, txQueueLength, parent?.name], ['macvtap', 'bridge', 500, 'v0']);
      },
    },
  ],
};
