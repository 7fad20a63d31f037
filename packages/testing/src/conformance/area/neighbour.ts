import assert from 'node:assert/strict';
import type { NeighbourAdd, NeighbourState } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addAddress, addVeth, setLink } from '../steps.js';

async function prepared(lab: Lab): Promise<string> {
  const a = await lab.namespace();
  await lab.done(addVeth(a, 'v0', 'v1', { up: true }), addAddress(a, 'v0', '10.0.0.1/24'));
  return a;
}

function add(namespace: string, address = '10.0.0.9', said: Partial<NeighbourAdd> = {}): NeighbourAdd {
  const family = address.includes(':') ? 'inet6' : 'inet';
  const entry = { mac: '02:00:00:00:00:09', state: 'permanent', ...said } as const;
  return { op: 'neighbour.add', namespace, link: 'v0', family, address, ...entry };
}

async function entries(lab: Lab, namespace: string): Promise<readonly Omit<NeighbourState, 'ifindex'>[]> {
  const { neighbours } = await lab.state(namespace);
  return neighbours.map(({ ifindex: _ifindex, ...neighbour }) => neighbour);
}

export const NEIGHBOUR: Area = {
  name: 'neighbour',
  cases: [
    {
      title: 'entries of both families are kept as they were given',
      rule: 'net/core/neighbour.c, neigh_add(), neigh_fill_info()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(add(a), add(a, 'fd00::9'), add(a, '10.0.0.8', { state: 'noarp' }));
        const entry = { link: 'v0', family: 'inet', mac: '02:00:00:00:00:09', state: 'permanent' };
        assert.deepEqual(
          (await entries(lab, a)).toSorted((x, y) => x.address.localeCompare(y.address)),
          [
            { ...entry, address: '10.0.0.8', state: 'noarp' },
            { ...entry, address: '10.0.0.9' },
            { ...entry, family: 'inet6', address: 'fd00::9' },
          ],
        );
      },
    },
    {
      title: 'entries for multicast, which the kernel makes itself, are not shown',
      rule: 'the port: NeighbourState; they come and go with membership reports (RFC 3810)',
      async run(lab) {
        const a = await prepared(lab);
        await lab.eventually(async () => assert.equal((await lab.addresses(a, 'v0', 'inet6')).length, 1));
        assert.deepEqual(await entries(lab, a), []);
      },
    },
    {
      title: 'an entry that is there is refused, replaced when asked, and deleted',
      rule: 'net/core/neighbour.c, neigh_add(), neigh_delete()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(add(a));
        await lab.refused(add(a), 'EEXIST');
        await lab.done({ ...add(a), op: 'neighbour.replace', mac: '02:00:00:00:00:0a' });
        assert.deepEqual(
          (await entries(lab, a)).map(({ mac }) => mac),
          ['02:00:00:00:00:0a'],
        );
        const remove = {
          op: 'neighbour.delete',
          namespace: a,
          link: 'v0',
          family: 'inet',
          address: '10.0.0.9',
        } as const;
        await lab.done(remove);
        assert.deepEqual(await entries(lab, a), []);
        await lab.refused(remove, 'ENOENT');
      },
    },
    {
      title: 'a proxy entry stands beside an ordinary one, and may be added twice',
      rule: 'net/core/neighbour.c, pneigh_lookup()',
      async run(lab) {
        const a = await prepared(lab);
        const proxy: NeighbourAdd = {
          op: 'neighbour.add',
          namespace: a,
          link: 'v0',
          family: 'inet',
          address: '10.0.0.9',
          proxy: true,
        };
        await lab.done(add(a), proxy, proxy);
        assert.deepEqual((await entries(lab, a)).map((entry) => `${entry.mac} ${entry.proxy}`).toSorted(), [
          '02:00:00:00:00:09 undefined',
          'undefined true',
        ]);
        await lab.done({
          op: 'neighbour.delete',
          namespace: a,
          link: 'v0',
          family: 'inet',
          address: '10.0.0.9',
          proxy: true,
        });
        assert.deepEqual(
          (await entries(lab, a)).map((entry) => entry.proxy),
          [undefined],
        );
      },
    },
    {
      title: 'down, a new MAC, and arp off and on forget them all',
      rule: 'net/core/neighbour.c, neigh_ifdown(), neigh_changeaddr(); net/ipv4/arp.c, arp_netdev_event()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(add(a), setLink(a, 'v0', { up: false }));
        assert.deepEqual(await entries(lab, a), []);
        await lab.done(setLink(a, 'v0', { up: true }), add(a), setLink(a, 'v0', { mac: '02:00:00:00:00:44' }));
        assert.deepEqual(await entries(lab, a), []);
        await lab.done(add(a), setLink(a, 'v0', { arp: false }));
        assert.deepEqual(await entries(lab, a), []);
      },
    },
    {
      title: 'a link without a carrier keeps permanent ones only, and arp off on a link that is down forgets nothing',
      rule: 'net/core/neighbour.c, neigh_carrier_down(); net/core/dev.c, __dev_notify_flags()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(setLink(a, 'v1', { up: false }));
        await lab.done(add(a), add(a, '10.0.0.8', { state: 'noarp' }), setLink(a, 'v0', { alias: 'told of' }));
        assert.deepEqual(
          (await entries(lab, a)).map(({ address }) => address),
          ['10.0.0.9'],
        );
        await lab.done(setLink(a, 'v0', { up: false }), add(a), setLink(a, 'v0', { arp: false }));
        assert.equal((await entries(lab, a)).length, 1);
      },
    },
    {
      title: 'a link without IPv6, or IPv4, takes no entries of it, and no proxy entries of IPv6',
      rule: 'net/core/neighbour.c, pneigh_create(); net/ipv6/ndisc.c, pndisc_constructor(); net/ipv4/arp.c, arp_constructor()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(setLink(a, 'v0', { mtu: 1279 }));
        const proxy = { op: 'neighbour.add', namespace: a, link: 'v0', proxy: true } as const;
        await lab.refused({ ...proxy, family: 'inet6', address: 'fd00::9' }, 'ENOBUFS');
        await lab.done({ ...proxy, family: 'inet', address: '10.0.0.9' });
        await lab.refused(add(a, 'fd00::9'), 'EINVAL', 'IPv6 is disabled on this device');
        await lab.done(setLink(a, 'lo', { mtu: 67 }));
        await lab.refused(add(a, '10.0.0.9', { link: 'lo' }), 'EINVAL');
      },
    },
    {
      title: 'without a MAC an entry is refused',
      rule: 'net/core/neighbour.c, neigh_add()',
      async run(lab) {
        const a = await prepared(lab);
        const { mac: _mac, ...withoutMac } = add(a);
        await lab.refused(withoutMac, 'EINVAL', 'No link layer address given');
        await lab.refused({ ...add(a), link: 'none' }, 'ENODEV');
      },
    },
  ],
};
