import assert from 'node:assert/strict';
import type { AddressReplace, AddressState } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addAddress, addRoute, addVeth, deleteAddress, deleteRoute, setLink, setSysctl } from '../steps.js';

async function prepared(lab: Lab, up = true): Promise<string> {
  const a = await lab.namespace();
  await lab.done(addVeth(a, 'v0', 'v1', { up }), addVeth(a, 'w0', 'w1', { up }));
  return a;
}

const described = (addresses: readonly AddressState[]): readonly string[] =>
  addresses.map(({ address, secondary }) => (secondary === true ? `${address} secondary` : address));

export const ADDRESS4: Area = {
  name: 'address4',
  cases: [
    {
      title: 'an address is kept as it was given, and what the kernel computes is not shown',
      rule: 'net/ipv4/devinet.c, inet_fill_ifaddr()',
      async run(lab) {
        const a = await prepared(lab);
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
      title: 'an address brings its local, connected and broadcast routes',
      rule: 'net/ipv4/fib_frontend.c, fib_add_ifaddr()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addAddress(a, 'v0', '10.0.0.1/24', { metric: 7 }), addAddress(a, 'v0', '10.0.9.9/32'));
        const { ifindex } = await lab.link(a, 'v0');
        const by = { family: 'inet', dev: 'v0', devIndex: ifindex, protocol: 'kernel' };
        const { routes } = await lab.state(a);
        assert.deepEqual(
          routes.filter(({ family }) => family === 'inet'),
          [
            {
              ...by,
              destination: '10.0.0.0/24',
              table: 254,
              type: 'unicast',
              scope: 'link',
              source: '10.0.0.1',
              metric: 7,
            },
            { ...by, destination: '10.0.0.1/32', table: 255, type: 'local', scope: 'host', source: '10.0.0.1' },
            { ...by, destination: '10.0.0.255/32', table: 255, type: 'broadcast', scope: 'link', source: '10.0.0.1' },
            { ...by, destination: '10.0.9.9/32', table: 255, type: 'local', scope: 'host', source: '10.0.9.9' },
          ],
        );
      },
    },
    {
      title: 'on a link that is down an address has its local route only',
      rule: 'net/ipv4/fib_frontend.c, fib_add_ifaddr(): IFF_UP',
      async run(lab) {
        const a = await prepared(lab, false);
        await lab.done(addAddress(a, 'v0', '10.0.0.1/24'));
        assert.deepEqual(
          (await lab.state(a)).routes.map(({ type }) => type),
          ['local'],
        );
      },
    },
    {
      title: 'the second address of a subnet is a secondary, behind all primaries',
      rule: 'net/ipv4/devinet.c, __inet_insert_ifa()',
      async run(lab) {
        const a = await prepared(lab);
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
        const a = await prepared(lab);
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
        const a = await prepared(lab);
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
      title: 'routes that prefer an address go with it; those through a gateway stay',
      rule: 'net/ipv4/fib_semantics.c, fib_sync_down_addr()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addAddress(a, 'v0', '10.0.0.1/24'),
          addAddress(a, 'v0', '10.1.0.1/24'),
          addRoute(a, '10.2.0.0/16', { via: '10.1.0.9', source: '10.0.0.1' }),
          addRoute(a, '10.3.0.0/16', { via: '10.0.0.9' }),
          deleteAddress(a, 'v0', '10.0.0.1/24'),
        );
        assert.deepEqual(await lab.routes(a, '10.2.0.0/16'), []);
        assert.equal((await lab.routes(a, '10.3.0.0/16')).length, 1);
      },
    },
    {
      title: 'with the last address go all IPv4 routes and neighbours of the link',
      rule: 'net/ipv4/fib_frontend.c, fib_inetaddr_event(): fib_disable_ip()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addAddress(a, 'v0', '10.0.0.1/24'),
          addRoute(a, '10.3.0.0/16', { dev: 'v0' }),
          {
            op: 'neighbour.add',
            namespace: a,
            link: 'v0',
            family: 'inet',
            address: '10.0.0.9',
            mac: '02:00:00:00:00:09',
            state: 'permanent',
          },
          deleteAddress(a, 'v0', '10.0.0.1/24'),
        );
        const { routes, neighbours } = await lab.state(a);
        assert.deepEqual(
          routes.filter(({ family }) => family === 'inet'),
          [],
        );
        assert.deepEqual(
          neighbours.filter(({ family }) => family === 'inet'),
          [],
        );
      },
    },
    {
      title: 'the same address again is refused; with another prefix, or on another link, it is another',
      rule: 'net/ipv4/devinet.c, __inet_insert_ifa()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addAddress(a, 'v0', '10.0.0.1/24'));
        await lab.refused(addAddress(a, 'v0', '10.0.0.1/24'), 'EEXIST', 'ipv4: Address already assigned');
        await lab.done(addAddress(a, 'v0', '10.0.0.1/16'), addAddress(a, 'w0', '10.0.0.1/24'));
      },
    },
    {
      title: 'an address that is not there cannot be deleted, and each is told by its prefix',
      rule: 'net/ipv4/devinet.c, inet_rtm_deladdr()',
      async run(lab) {
        const a = await prepared(lab);
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
        const a = await prepared(lab);
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
      title: 'another metric is a new connected route, and the first with the old one goes',
      rule: 'net/ipv4/fib_frontend.c, fib_modify_prefix_metric(); net/ipv4/fib_semantics.c, fib_nh_match(): fc_priority',
      async run(lab) {
        const a = await prepared(lab);
        const replaced = (metric?: number): AddressReplace => {
          const address = { namespace: a, link: 'v0', family: 'inet', address: '10.0.0.1/24' } as const;
          return { op: 'address.replace', ...address, ...(metric === undefined ? {} : { metric }) };
        };
        const metrics = async (): Promise<readonly unknown[]> =>
          (await lab.routes(a, '10.0.0.0/24')).map(({ metric }) => metric);
        await lab.done(addAddress(a, 'v0', '10.0.0.1/24'), replaced(100));
        assert.deepEqual(await metrics(), [100]);
        await lab.done(deleteRoute(a, '10.0.0.0/24'), replaced(200));
        assert.deepEqual(await metrics(), [200]);
        await lab.done(replaced());
        assert.deepEqual(await metrics(), [undefined]);
        // No metric is any metric: where the old route is missing, it is the new one that goes.
        await lab.done(deleteRoute(a, '10.0.0.0/24'), replaced(300));
        assert.deepEqual(await metrics(), []);
      },
    },
    {
      title: 'the connected route of a subnet within 0.0.0.0/8 comes and goes like any other',
      rule: 'net/ipv4/fib_frontend.c, fib_del_ifaddr(): ipv4_is_zeronet(), which is 0.0.0.0 alone since Linux 5.3',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addAddress(a, 'v0', '0.1.2.3/16'), addAddress(a, 'v0', '10.0.0.1/24'));
        assert.equal((await lab.routes(a, '0.1.0.0/16')).length, 1);
        await lab.done(deleteAddress(a, 'v0', '0.1.2.3/16'));
        assert.deepEqual(await lab.routes(a, '0.1.0.0/16'), []);
      },
    },
    {
      title: 'addresses are told from each other by the link’s index as well',
      rule: 'the port: OnLink.ifindex',
      async run(lab) {
        const a = await prepared(lab);
        const { ifindex } = await lab.link(a, 'w0');
        await lab.done({ ...addAddress(a, 'v0', '10.0.0.1/24'), ifindex }, setLink(a, 'v0', { name: 'renamed' }));
        assert.deepEqual(described(await lab.addresses(a, 'w0', 'inet')), ['10.0.0.1/24']);
      },
    },
  ],
};
