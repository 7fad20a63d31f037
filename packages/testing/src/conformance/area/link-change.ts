import assert from 'node:assert/strict';
import type { LinkChanges, LinkState } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import { addAddress, addBridge, addVeth, setLink } from '../steps.js';

const SIMPLE: readonly (readonly [changes: LinkChanges, seen: Partial<LinkState>])[] = [
  [{ mtu: 1400 }, { mtu: 1400 }],
  [{ mac: '02:00:00:00:00:0b' }, { mac: '02:00:00:00:00:0b' }],
  [{ alias: 'a b "c" #d' }, { alias: 'a b "c" #d' }],
  [{ txQueueLength: 5 }, { txQueueLength: 5 }],
  [{ group: 9 }, { group: 9 }],
  [{ promiscuous: true }, { promiscuous: true, flags: ['BROADCAST', 'MULTICAST', 'PROMISC', 'M-DOWN'] }],
  [{ promiscuous: false }, { promiscuous: false }],
  [{ allMulticast: true }, { allMulticast: true, flags: ['BROADCAST', 'MULTICAST', 'ALLMULTI', 'M-DOWN'] }],
  [{ allMulticast: false }, { allMulticast: false }],
  [{ multicast: false }, { multicast: false, flags: ['BROADCAST', 'M-DOWN'] }],
  [{ multicast: true }, { multicast: true }],
  [{ arp: false }, { arp: false, flags: ['BROADCAST', 'MULTICAST', 'NOARP', 'M-DOWN'] }],
  [{ arp: true }, { arp: true, flags: ['BROADCAST', 'MULTICAST', 'M-DOWN'] }],
  [{ addressGeneration: 'none' }, { addressGeneration: 'none' }],
];

export const LINK_CHANGE: Area = {
  name: 'link-change',
  cases: [
    {
      title: 'each attribute is changed by itself, and back',
      rule: 'net/core/rtnetlink.c, do_setlink()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1'));
        for (const [changes, seen] of SIMPLE) {
          await lab.done(setLink(a, 'v0', changes));
          const link = await lab.link(a, 'v0');
          for (const [field, value] of Object.entries(seen)) {
            assert.deepEqual(Reflect.get(link, field), value, `${field} after ${JSON.stringify(changes)}`);
          }
        }
      },
    },
    {
      title: 'an alias is taken away by null',
      rule: 'net/core/dev.c, dev_set_alias(): an empty one takes it away',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0', { alias: 'gone soon' }), setLink(a, 'br0', { alias: null }));
        assert.equal((await lab.link(a, 'br0')).alias, undefined);
      },
    },
    {
      title: 'alternative names are added and deleted, and are unique among all names',
      rule: 'net/core/rtnetlink.c, rtnl_alt_ifname()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'), addBridge(a, 'br1'), setLink(a, 'br0', { addAltName: 'first' }));
        assert.deepEqual((await lab.link(a, 'br0')).altNames, ['first']);
        await lab.refused(setLink(a, 'br1', { addAltName: 'first' }), 'EEXIST');
        await lab.refused(setLink(a, 'br1', { addAltName: 'br0' }), 'EEXIST');
        await lab.refused(setLink(a, 'br1', { deleteAltName: 'none' }), 'ENOENT');
        await lab.refused(setLink(a, 'br1', { deleteAltName: 'first' }), 'EINVAL');
        await lab.refused(setLink(a, 'br1', { deleteAltName: 'br1' }), 'EINVAL');
        await lab.done(setLink(a, 'br0', { deleteAltName: 'first' }));
        assert.deepEqual((await lab.link(a, 'br0')).altNames, []);
      },
    },
    {
      title: 'a link is renamed while it is up, and what it has follows',
      rule: 'net/core/dev.c, dev_change_name(): IFF_LIVE_RENAME_OK is not asked for since 6.6',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1', { up: true }),
          addAddress(a, 'v0', '10.0.0.1/24'),
          setLink(a, 'v0', { name: 'w0' }),
        );
        assert.deepEqual((await lab.linkNames(a)).toSorted(), ['lo', 'v1', 'w0']);
        const addresses = await lab.addresses(a, 'w0', 'inet');
        assert.deepEqual(
          addresses.map(({ address, label }) => [address, label]),
          [['10.0.0.1/24', undefined]],
        );
        assert.equal((await lab.routes(a, '10.0.0.0/24'))[0]?.dev, 'w0');
        assert.equal((await lab.link(a, 'v1')).peer?.name, 'w0');
      },
    },
    {
      title: 'a rename gives further addresses labels with a number',
      rule: 'net/ipv4/devinet.c, inetdev_changename()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addBridge(a, 'br0'),
          addAddress(a, 'br0', '10.0.0.1/24'),
          addAddress(a, 'br0', '10.0.1.1/24'),
          addAddress(a, 'br0', '10.0.2.1/24', { label: 'br0:x' }),
          setLink(a, 'br0', { name: 'sw' }),
        );
        assert.deepEqual(
          (await lab.addresses(a, 'sw', 'inet')).map(({ label }) => label),
          [undefined, 'sw:2', 'sw:x'],
        );
      },
    },
    {
      title: 'a rename to a name that is taken is refused, to the same name is nothing',
      rule: 'net/core/dev.c, dev_change_name()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addBridge(a, 'br0'), addBridge(a, 'br1'), setLink(a, 'br0', { name: 'br0' }));
        await lab.refused(setLink(a, 'br0', { name: 'br1' }), 'EEXIST');
      },
    },
    {
      title: 'changes that the kernel refuses',
      rule: 'net/core/dev.c, dev_validate_mtu(); eth_prepare_mac_addr_change()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1'));
        await lab.refused(setLink(a, 'v0', { mtu: 67 }), 'EINVAL', 'mtu less than device minimum');
        await lab.refused(setLink(a, 'v0', { mtu: 65_536 }), 'EINVAL', 'mtu greater than device maximum');
        await lab.refused(setLink(a, 'v0', { mac: 'ff:ff:ff:ff:ff:ff' }), 'EADDRNOTAVAIL');
        await lab.refused(setLink(a, 'v0', { mac: '00:00:00:00:00:00' }), 'EADDRNOTAVAIL');
        await lab.refused(setLink(a, 'v0', { master: 'v1' }), 'EOPNOTSUPP');
        await lab.refused(setLink(a, 'v0', { port: { cost: 5 } }), 'EOPNOTSUPP');
        await lab.done(setLink(a, 'v0', { master: null }));
      },
    },
    {
      title: 'lo takes any MTU',
      rule: 'drivers/net/loopback.c: min_mtu and max_mtu are 0',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(setLink(a, 'lo', { mtu: 100_000 }));
        assert.equal((await lab.link(a, 'lo')).mtu, 100_000);
      },
    },
    {
      title: 'under an MTU of 1280 a link has no IPv6; above it begins anew',
      rule: 'RFC 8200, section 5; net/ipv6/addrconf.c, addrconf_notify()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1', { up: true }),
          addAddress(a, 'v0', 'fd00::1/64', { noDad: true }),
          setLink(a, 'v0', { mtu: 1279 }),
        );
        assert.deepEqual(await lab.addresses(a, 'v0', 'inet6'), []);
        assert.deepEqual(await lab.routes(a, 'fd00::/64'), []);
        assert.equal((await lab.link(a, 'v0')).addressGeneration, undefined);
        await lab.refused(addAddress(a, 'v0', 'fd00::1/64'), 'EINVAL');
        await lab.done(setLink(a, 'v0', { mtu: 1280 }));
        assert.equal((await lab.link(a, 'v0')).addressGeneration, 'eui64');
        await lab.eventually(async () => {
          const addresses = await lab.addresses(a, 'v0', 'inet6');
          assert.deepEqual(
            addresses.map(({ scope }) => scope),
            ['link'],
          );
        });
      },
    },
  ],
};
