import assert from 'node:assert/strict';
import type { VethData } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import { addAddress, addBridge, addMacvlan, addVeth, deleteLink, setLink } from '../steps.js';

function peerIndex(namespace: string, ifindex: number): { readonly data: VethData; readonly kind: 'veth' } {
  return { kind: 'veth', data: { peer: { name: 'v1', namespace, ifindex }, queues: { tx: 1, rx: 1 } } };
}

export const VETH: Area = {
  name: 'veth',
  cases: [
    {
      title: 'each end knows the other, in one namespace and in two',
      rule: 'IFLA_LINK, and IFLA_LINK_NETNSID across namespaces (net/core/rtnetlink.c, rtnl_fill_link_netnsid())',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(addVeth(a, 'v0', 'v1'), addVeth(a, 'w0', 'w1', { peerNamespace: b }));
        const { namespaces } = await lab.driver.read({ namespaces: [a, b] });
        const all = namespaces.flatMap((state) => state.links.map((link) => ({ ...link, namespace: state.namespace })));
        for (const [name, peer] of [
          ['v0', 'v1'],
          ['w0', 'w1'],
        ]) {
          const link = all.find((candidate) => candidate.name === name);
          const other = all.find((candidate) => candidate.name === peer);
          assert.deepEqual(link?.peer, { ifindex: other?.ifindex, name: peer, namespace: other?.namespace });
          assert.deepEqual(other?.peer, { ifindex: link?.ifindex, name, namespace: link?.namespace });
        }
      },
    },
    {
      title: 'the peer gets an index, MAC, MTU and flags of its own',
      rule: 'drivers/net/veth.c, veth_newlink()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done({
          op: 'link.add',
          namespace: a,
          kind: 'veth',
          name: 'v0',
          ifindex: 1_500_000_001,
          up: true,
          data: {
            queues: { tx: 2, rx: 3 },
            peer: {
              name: 'v1',
              namespace: a,
              ifindex: 1_500_000_002,
              mac: '02:00:00:00:00:0c',
              mtu: 1300,
              alias: 'far',
              up: true,
            },
          },
        });
        const [near, far] = [await lab.link(a, 'v0'), await lab.link(a, 'v1')];
        assert.equal(near.ifindex, 1_500_000_001);
        assert.deepEqual(near.queues, { tx: 2, rx: 3 });
        assert.deepEqual(
          { ifindex: far.ifindex, mac: far.mac, mtu: far.mtu, alias: far.alias, up: far.up },
          { ifindex: 1_500_000_002, mac: '02:00:00:00:00:0c', mtu: 1300, alias: 'far', up: true },
        );
        assert.equal(near.mtu, 1500);
      },
    },
    {
      title: 'an index of the peer that is taken is refused with EBUSY',
      rule: 'net/core/dev.c, dev_index_reserve()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0', { ifindex: 1_500_000_001 }));
        await lab.refused(
          { ...addVeth(a, 'v0', 'v1'), ifindex: 1_500_000_002, ...peerIndex(a, 1_500_000_001) },
          'EBUSY',
        );
        assert.deepEqual(await lab.linkNames(a), ['lo', 'br0']);
      },
    },
    {
      title: 'an index of the peer counts only together with one of the link itself',
      rule: 'drivers/net/veth.c, veth_newlink(): `if (ifmp && (dev->ifindex != 0))`',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done({ ...addVeth(a, 'v0', 'v1'), ...peerIndex(a, 1_500_000_001) });
        assert.notEqual((await lab.link(a, 'v1')).ifindex, 1_500_000_001);
      },
    },
    {
      title: 'a pair has a carrier while both ends are up',
      rule: 'drivers/net/veth.c, veth_open() and veth_close(); RFC 2863 by net/core/link_watch.c, rfc2863_policy()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1'), setLink(a, 'v0', { up: true }));
        await lab.eventually(async () => {
          const link = await lab.link(a, 'v0');
          assert.equal(link.operstate, 'LOWERLAYERDOWN');
          assert.deepEqual(link.flags, ['NO-CARRIER', 'BROADCAST', 'MULTICAST', 'UP', 'M-DOWN']);
        });
        await lab.done(setLink(a, 'v1', { up: true }));
        await lab.eventually(async () => {
          const link = await lab.link(a, 'v0');
          assert.equal(link.operstate, 'UP');
          assert.deepEqual(link.flags, ['BROADCAST', 'MULTICAST', 'UP', 'LOWER_UP']);
        });
      },
    },
    {
      title: 'without a carrier, and the peer in another namespace, the state is DOWN',
      rule: 'rfc2863_policy() looks for the link below in its own namespace only',
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(addVeth(a, 'v0', 'v1', { peerNamespace: b }), setLink(a, 'v0', { up: true }));
        await lab.eventually(async () => assert.equal((await lab.link(a, 'v0')).operstate, 'DOWN'));
      },
    },
    {
      title: 'an end that loses its carrier keeps its addresses and routes',
      rule: 'net/ipv4/fib_frontend.c, fib_netdev_event(): NETDEV_CHANGE marks them only',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1', { up: true }), addAddress(a, 'v0', '10.0.0.1/24'));
        await lab.done(setLink(a, 'v1', { up: false }));
        await lab.eventually(async () => {
          const [route] = await lab.routes(a, '10.0.0.0/24');
          assert.deepEqual(route?.flags, ['linkdown']);
        });
      },
    },
    {
      title: 'deleting one end deletes the other, wherever it is, and what stands on either',
      rule: 'drivers/net/veth.c, veth_dellink(); drivers/net/macvlan.c, macvlan_device_event()',
      needs: { kinds: ['macvlan'] },
      async run(lab) {
        const [a, b] = [await lab.namespace('a'), await lab.namespace('b')];
        await lab.done(
          addVeth(a, 'v0', 'v1', { peerNamespace: b }),
          addMacvlan(a, 'm0', 'v1', 'bridge', { parentNamespace: b }),
          deleteLink(a, 'v0'),
        );
        assert.deepEqual([await lab.linkNames(a), await lab.linkNames(b)], [['lo'], ['lo']]);
      },
    },
  ],
};
