import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import { addBridge, addVeth, deleteLink, setLink } from '../steps.js';

export const LINK: Area = {
  name: 'link',
  cases: [
    {
      title: 'a link is made with everything that was asked for',
      rule: 'net/core/rtnetlink.c, rtnl_create_link() and rtnl_configure_link()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1', {
            mac: '02:00:00:00:00:0a',
            mtu: 1400,
            alias: 'two words',
            altNames: ['second-name', 'another-name-that-is-longer'],
            txQueueLength: 77,
            group: 5,
          }),
        );
        const link = await lab.link(a, 'v0');
        assert.equal(link.kind, 'veth');
        assert.equal(link.mac, '02:00:00:00:00:0a');
        assert.equal(link.mtu, 1400);
        assert.equal(link.alias, 'two words');
        assert.deepEqual(link.altNames, ['another-name-that-is-longer', 'second-name']);
        assert.equal(link.txQueueLength, 77);
        assert.equal(link.group, 5);
        assert.equal(link.up, false);
      },
    },
    {
      title: 'what was not asked for is what the kernel gives, and absent where that is nothing',
      rule: 'the port: LinkState',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'));
        const { mac, addressGeneration, qdisc, ...link } = await lab.link(a, 'br0');
        assert.match(mac, /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/);
        assert.equal(addressGeneration, 'eui64');
        assert.equal(qdisc, 'noop');
        const { ifindex, data, ...rest } = link;
        assert.ok(ifindex > 1);
        assert.equal(data['stp'], false);
        assert.deepEqual(rest, {
          name: 'br0',
          kind: 'bridge',
          up: false,
          mtu: 1500,
          operstate: 'DOWN',
          flags: ['BROADCAST', 'MULTICAST'],
          arp: true,
          multicast: true,
          allMulticast: false,
          promiscuous: false,
          altNames: [],
          group: 0,
          txQueueLength: 1000,
          queues: { tx: 1, rx: 1 },
        });
      },
    },
    {
      title: 'an index that is asked for is given',
      rule: 'net/core/dev.c, dev_index_reserve()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0', { ifindex: 1_500_000_001 }));
        assert.equal((await lab.link(a, 'br0')).ifindex, 1_500_000_001);
      },
    },
    {
      title: 'an index that is taken is refused, and nothing is renamed',
      rule: 'NLM_F_CREATE | NLM_F_EXCL; without EXCL the kernel would rename the link that has it',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0', { ifindex: 1_500_000_001 }));
        await lab.refused(addBridge(a, 'br1', { ifindex: 1_500_000_001 }), 'EEXIST');
        assert.deepEqual(await lab.linkNames(a), ['lo', 'br0']);
      },
    },
    {
      title: 'links are read in the order of their index',
      rule: 'net/core/rtnetlink.c, rtnl_dump_ifinfo() since 6.9; the port says so for all kernels',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(a, 'br9', { ifindex: 1_500_000_009 }),
          addBridge(a, 'br1', { ifindex: 1_500_000_001 }),
        );
        assert.deepEqual(await lab.linkNames(a), ['lo', 'br1', 'br9']);
      },
    },
    {
      title: 'an operation that gives an index means that link, whatever its name is',
      rule: 'the port: OnLink.ifindex',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0', { ifindex: 1_500_000_001 }), addBridge(a, 'other'));
        await lab.done({ ...setLink(a, 'other', { mtu: 1400 }), ifindex: 1_500_000_001 });
        assert.equal((await lab.link(a, 'br0')).mtu, 1400);
        assert.equal((await lab.link(a, 'other')).mtu, 1500);
        await lab.refused({ ...deleteLink(a, 'br0'), ifindex: 1_500_000_002 }, 'ENODEV');
        await lab.done({ ...deleteLink(a, 'other'), ifindex: 1_500_000_001 });
        assert.deepEqual(await lab.linkNames(a), ['lo', 'other']);
      },
    },
    {
      title: 'names of fifteen bytes, and names that look like options or keywords, are names',
      rule: 'net/core/dev.c, dev_valid_name(); IFNAMSIZ',
      async run(lab) {
        const a = await lab.namespace();
        const names = ['fifteen-bytes-x', '-x', 'up', 'dev', 'a', 'type', 'ünïcode', 'a@b', '5'];
        await lab.done(...names.map((name) => addBridge(a, name)));
        assert.deepEqual((await lab.linkNames(a)).toSorted(), [...names, 'lo'].toSorted());
        await lab.done(...names.map((name) => setLink(a, name, { mtu: 1400 })));
        await lab.done(...names.map((name) => deleteLink(a, name)));
        assert.deepEqual(await lab.linkNames(a), ['lo']);
      },
    },
    {
      title: 'a name that is taken is refused with EEXIST, an alternative name too',
      rule: 'net/core/dev.c, dev_get_valid_name()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0', { altNames: ['bridge-zero'] }));
        await lab.refused(addBridge(a, 'br0'), 'EEXIST');
        await lab.refused(addBridge(a, 'bridge-zero'), 'EEXIST');
        await lab.refused(addVeth(a, 'v0', 'br0'), 'EEXIST');
        await lab.refused(addVeth(a, 'v0', 'v0'), 'EEXIST');
        assert.deepEqual(await lab.linkNames(a), ['lo', 'br0']);
      },
    },
    {
      title: 'a link that cannot be made whole is not made at all',
      rule: 'net/core/rtnetlink.c, rtnl_newlink_create() deletes it again',
      async run(lab) {
        const a = await lab.namespace();
        await lab.refused(addBridge(a, 'br0', { mtu: 10 }), 'EINVAL', 'mtu less than device minimum');
        await lab.refused(addBridge(a, 'br0', { mtu: 70_000 }), 'EINVAL', 'mtu greater than device maximum');
        await lab.refused(addBridge(a, 'br0', { mac: '01:00:00:00:00:01' }), 'EADDRNOTAVAIL');
        await lab.refused(addBridge(a, 'br0', { mac: '00:00:00:00:00:00' }), 'EADDRNOTAVAIL');
        await lab.refused(addVeth(a, 'v0', 'v1', { master: 'lo' }), 'EOPNOTSUPP');
        const pair = addVeth(a, 'v0', 'v1');
        if (pair.kind === 'veth') {
          const peer = { ...pair.data.peer, master: 'none' };
          await lab.refused({ ...pair, data: { ...pair.data, peer } }, 'ENODEV');
        }
        await lab.refused(addBridge(a, 'br0', { altNames: ['lo'] }), 'EEXIST');
        assert.deepEqual(await lab.linkNames(a), ['lo']);
      },
    },
    {
      title: 'a link that does not exist is refused with ENODEV',
      rule: 'net/core/rtnetlink.c, rtnl_setlink(), rtnl_dellink()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.refused(setLink(a, 'none', { up: true }), 'ENODEV');
        await lab.refused(deleteLink(a, 'none'), 'ENODEV');
        await lab.refused(addVeth(a, 'v0', 'v1', { master: 'none' }), 'ENODEV');
      },
    },
    {
      title: 'lo cannot be deleted',
      rule: 'net/core/rtnetlink.c, rtnl_delete_link(): EOPNOTSUPP for a link without a kind',
      async run(lab) {
        await lab.refused(deleteLink(await lab.namespace(), 'lo'), 'EOPNOTSUPP');
      },
    },
  ],
};
