import assert from 'node:assert/strict';
import type { AddressState } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import { addAddress, deleteAddress, setLink, setSysctl } from '../steps.js';
import { twoPairs } from './two-pairs.js';

const described = (addresses: readonly AddressState[]): readonly string[] =>
  addresses.map(({ address, secondary }) => (secondary === true ? `${address} secondary` : address));

export const ADDRESS4: Area = {
  name: 'address4',
  cases: [
    {
      title: 'an address is kept as it was given, and what the kernel computes is not shown',
      rule: 'net/ipv4/devinet.c, inet_fill_ifaddr()',
      async run(lab) {
        const a = await twoPairs(lab);
        await lab.done(
          addAddress(a, 'v0', '10.0.0.1/24'),
          addAddress(a, 'v0', '10.0.1.1/24', { broadcast: '10.0.1.255', label: 'v0:one', metric: 50 }),
          addAddress(a, 'v0', '10.0.2.1/32', { peer: '10.0.3.1/32' }),
          addAddress(a, 'v0', '10.0.4.1/24', { scope: 'link', noPrefixRoute: true }),
        );
        const { ifindex } = await lab.link(a, 'v0');
        const of = { link: 'v0', ifindex, family: 'inet', scope: 'global' };
        assert.deepEqual(await lab.addresses(a, 'v0', 'inet'), [
          // Primaries are sorted by scope, the narrower first (`__inet_insert_ifa()`).
          { ...of, address: '10.0.4.1/24', scope: 'link', noPrefixRoute: true },
          { ...of, address: '10.0.0.1/24' },
          { ...of, address: '10.0.1.1/24', broadcast: '10.0.1.255', label: 'v0:one', metric: 50 },
          { ...of, address: '10.0.2.1/32', peer: '10.0.3.1/32' },
        ]);
      },
    },
    {
      title: 'the second address of a subnet is a secondary, behind all primaries',
      rule: 'net/ipv4/devinet.c, __inet_insert_ifa()',
      async run(lab) {
        const a = await twoPairs(lab);
        await lab.done(
          addAddress(a, 'v0', '10.0.0.1/24'),
          addAddress(a, 'v0', '10.0.0.2/24'),
          addAddress(a, 'v0', '10.0.0.3/25'),
          addAddress(a, 'v0', '10.1.0.1/24'),
        );
        assert.deepEqual(described(await lab.addresses(a, 'v0', 'inet')), [
          '10.0.0.1/24',
          '10.0.0.3/25',
          '10.1.0.1/24',
          '10.0.0.2/24 secondary',
        ]);
        assert.equal((await lab.routes(a, '10.0.0.2/32'))[0]?.source, '10.0.0.1');
      },
    },
    {
      title: 'a primary that is deleted takes its secondaries along',
      rule: 'net/ipv4/devinet.c, __inet_del_ifa()',
      async run(lab) {
        const a = await twoPairs(lab);
        await lab.done(
          addAddress(a, 'v0', '10.0.0.1/24'),
          addAddress(a, 'v0', '10.0.0.2/24'),
          addAddress(a, 'v0', '10.1.0.1/24'),
          deleteAddress(a, 'v0', '10.0.0.1/24'),
        );
        assert.deepEqual(described(await lab.addresses(a, 'v0', 'inet')), ['10.1.0.1/24']);
        assert.deepEqual(await lab.routes(a, '10.0.0.0/24'), []);
        assert.deepEqual(await lab.routes(a, '10.0.0.2/32'), []);
      },
    },
    {
      title: 'with promote_secondaries the first secondary takes its place',
      rule: 'net/ipv4/devinet.c, IN_DEV_PROMOTE_SECONDARIES()',
      async run(lab) {
        const a = await twoPairs(lab);
        await lab.done(
          setSysctl(a, 'net/ipv4/conf/v0/promote_secondaries', '1'),
          addAddress(a, 'v0', '10.0.0.1/24'),
          addAddress(a, 'v0', '10.0.0.2/24'),
          addAddress(a, 'v0', '10.0.0.3/24'),
          deleteAddress(a, 'v0', '10.0.0.1/24'),
        );
        assert.deepEqual(described(await lab.addresses(a, 'v0', 'inet')), ['10.0.0.2/24', '10.0.0.3/24 secondary']);
        assert.equal((await lab.routes(a, '10.0.0.0/24'))[0]?.source, '10.0.0.2');
        assert.equal((await lab.routes(a, '10.0.0.3/32'))[0]?.source, '10.0.0.2');
      },
    },
    {
      title: 'the same address again is refused; with another prefix, or on another link, it is another',
      rule: 'net/ipv4/devinet.c, __inet_insert_ifa()',
      async run(lab) {
        const a = await twoPairs(lab);
        await lab.done(addAddress(a, 'v0', '10.0.0.1/24'));
        await lab.refused(addAddress(a, 'v0', '10.0.0.1/24'), 'EEXIST', 'ipv4: Address already assigned');
        await lab.done(addAddress(a, 'v0', '10.0.0.1/16'), addAddress(a, 'w0', '10.0.0.1/24'));
      },
    },
    {
      title: 'an address that is not there cannot be deleted, and each is told by its prefix',
      rule: 'net/ipv4/devinet.c, inet_rtm_deladdr()',
      async run(lab) {
        const a = await twoPairs(lab);
        await lab.done(addAddress(a, 'v0', '10.0.0.1/24'));
        await lab.refused(deleteAddress(a, 'v0', '10.0.0.2/24'), 'EADDRNOTAVAIL', 'ipv4: Address not found');
        await lab.refused(deleteAddress(a, 'v0', '10.0.0.1/25'), 'EADDRNOTAVAIL', 'ipv4: Address not found');
        await lab.refused(deleteAddress(a, 'none', '10.0.0.1/24'), 'ENODEV');
      },
    },
    {
      title: 'replacing adds what is not there, and changes lifetimes of what is',
      rule: 'net/ipv4/devinet.c, inet_rtm_newaddr(): NLM_F_REPLACE',
      async run(lab) {
        const a = await twoPairs(lab);
        const replace = {
          op: 'address.replace',
          namespace: a,
          link: 'v0',
          family: 'inet',
          address: '10.0.0.1/24',
        } as const;
        await lab.done(replace, replace);
        assert.deepEqual(described(await lab.addresses(a, 'v0', 'inet')), ['10.0.0.1/24']);
        await lab.done({ ...replace, validLifetime: 3600, preferredLifetime: 1800 });
        const [address] = await lab.addresses(a, 'v0', 'inet');
        assert.ok(Number(address?.validLifetime) > 3590 && Number(address?.validLifetime) <= 3600);
        assert.ok(Number(address?.preferredLifetime) > 1790 && Number(address?.preferredLifetime) <= 1800);
      },
    },
    {
      title: 'addresses are told from each other by the link’s index as well',
      rule: 'the port: OnLink.ifindex',
      async run(lab) {
        const a = await twoPairs(lab);
        const { ifindex } = await lab.link(a, 'w0');
        await lab.done({ ...addAddress(a, 'v0', '10.0.0.1/24'), ifindex }, setLink(a, 'v0', { name: 'renamed' }));
        assert.deepEqual(described(await lab.addresses(a, 'w0', 'inet')), ['10.0.0.1/24']);
      },
    },
  ],
};
