import assert from 'node:assert/strict';
import type { AddressReplace } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addAddress, addRoute, addVeth, deleteAddress, setLink, setSysctl } from '../steps.js';

/** A pair whose ends have no link-local addresses, so that only what a case adds is there. */
async function prepared(lab: Lab, up = true): Promise<string> {
  const a = await lab.namespace();
  await lab.done(addVeth(a, 'v0', 'v1'));
  for (const name of ['v0', 'v1']) {
    await lab.done(setLink(a, name, { addressGeneration: 'none' }));
    if (up) await lab.done(setLink(a, name, { up: true }));
  }
  return a;
}

const NO_DAD = { noDad: true } as const;

export const ADDRESS6: Area = {
  name: 'address6',
  cases: [
    {
      title: 'an address is kept as it was given',
      rule: 'net/ipv6/addrconf.c, inet6_fill_ifaddr(); RFC 5952',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addAddress(a, 'v0', 'fd00::1/64', NO_DAD),
          addAddress(a, 'v0', 'fd00:0:0:1::1/64', { ...NO_DAD, noPrefixRoute: true }),
        );
        const { ifindex } = await lab.link(a, 'v0');
        const of = { link: 'v0', ifindex, family: 'inet6', scope: 'global', noDad: true };
        assert.deepEqual(await lab.addresses(a, 'v0', 'inet6'), [
          { ...of, address: 'fd00:0:0:1::1/64', noPrefixRoute: true },
          { ...of, address: 'fd00::1/64' },
        ]);
      },
    },
    {
      title: 'without detection it has its routes at once',
      rule: 'net/ipv6/addrconf.c, addrconf_prefix_route(), addrconf_dad_begin()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addAddress(a, 'v0', 'fd00::1/64', NO_DAD));
        // At once for a person: the local one is added by a worker of the kernel.
        await lab.eventually(async () =>
          assert.deepEqual(
            (await lab.state(a)).routes
              .filter(({ dev, type }) => dev === 'v0' && type !== 'multicast')
              .map(({ type, destination, table, metric, protocol }) => [type, destination, table, metric, protocol]),
            [
              ['unicast', 'fd00::/64', 254, 256, 'kernel'],
              ['local', 'fd00::1/128', 255, undefined, 'kernel'],
            ],
          ),
        );
      },
    },
    {
      title: 'with detection it is tentative until nobody has answered',
      rule: 'RFC 4862, section 5.4; net/ipv6/addrconf.c, addrconf_dad_completed()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addAddress(a, 'v0', 'fd00::1/64'));
        await lab.eventually(async () => {
          const [address] = await lab.addresses(a, 'v0', 'inet6');
          assert.equal(address?.tentative, undefined);
          assert.equal((await lab.routes(a, 'fd00::1/128')).length, 1);
        });
      },
    },
    {
      title: 'on a link that is down it waits, without routes',
      rule: 'net/ipv6/addrconf.c, addrconf_dad_begin(): IF_READY; ip6_route_info_create(): IFF_UP',
      async run(lab) {
        const a = await prepared(lab, false);
        await lab.done(addAddress(a, 'v0', 'fd00::1/64'));
        const [address] = await lab.addresses(a, 'v0', 'inet6');
        assert.equal(address?.tentative, true);
        assert.deepEqual((await lab.state(a)).routes, []);
        await lab.done(setLink(a, 'v0', { up: true }), setLink(a, 'v1', { up: true }));
        await lab.eventually(async () => assert.equal((await lab.routes(a, 'fd00::1/128')).length, 1));
      },
    },
    {
      title: 'an address that is deleted takes its own route and the last of its prefix along',
      rule: 'net/ipv6/addrconf.c, check_cleanup_prefix_route()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addAddress(a, 'v0', 'fd00::1/64', NO_DAD),
          addAddress(a, 'v0', 'fd00::2/64', NO_DAD),
          addRoute(a, 'fd01::/64', { via: 'fd00::9' }),
          deleteAddress(a, 'v0', 'fd00::1/64'),
        );
        assert.equal((await lab.routes(a, 'fd00::/64')).length, 1);
        assert.deepEqual(await lab.routes(a, 'fd00::1/128'), []);
        await lab.done(deleteAddress(a, 'v0', 'fd00::2/64'));
        assert.deepEqual(await lab.routes(a, 'fd00::/64'), []);
        assert.equal((await lab.routes(a, 'fd01::/64')).length, 1);
      },
    },
    {
      title: 'for its prefix route counts the first without a gateway that leads out of its link, whoever made it',
      rule: 'net/ipv6/addrconf.c, addrconf_get_prefix_route(), modify_prefix_route(), cleanup_prefix_route()',
      async run(lab) {
        const a = await prepared(lab);
        const prefix = 'fd00::/64';
        const metrics = async (): Promise<readonly unknown[]> =>
          (await lab.routes(a, prefix)).map(({ metric, protocol }) => `${protocol} ${metric}`);
        const said = { namespace: a, link: 'v0', family: 'inet6', address: 'fd00::1/64' } as const;
        const replaced = (metric: number): AddressReplace => ({ op: 'address.replace', ...said, ...NO_DAD, metric });
        await lab.done(addAddress(a, 'v0', 'fd00::1/64', NO_DAD));
        await lab.done(addRoute(a, prefix, { dev: 'v0', metric: 100, protocol: 'static' }), replaced(1024));
        assert.deepEqual(await metrics(), ['kernel 256', 'kernel 1024']);
        await lab.done(addRoute(a, prefix, { dev: 'v0', metric: 70, protocol: 'static' }), replaced(70));
        assert.deepEqual(await metrics(), ['static 70', 'kernel 256', 'kernel 1024']);
        await lab.done(deleteAddress(a, 'v0', 'fd00::1/64'));
        assert.deepEqual(await metrics(), ['kernel 256', 'kernel 1024']);
        // Beside a route of the same metric that has a gateway there is place for it.
        await lab.done(addAddress(a, 'v0', 'fd01::1/64', NO_DAD));
        await lab.done(addRoute(a, 'fd01::/64', { via: 'fd01::9', metric: 5 }));
        await lab.done({ ...replaced(5), address: 'fd01::1/64' });
        assert.equal((await lab.routes(a, 'fd01::/64')).length, 2);
      },
    },
    {
      title: 'the route of an address that ends by itself stays as it is when the address is replaced',
      rule: 'net/ipv6/addrconf.c, inet6_addr_modify(): had_prefixroute',
      async run(lab) {
        const a = await prepared(lab);
        const said = { namespace: a, link: 'v0', family: 'inet6', address: 'fd00::1/64', ...NO_DAD } as const;
        await lab.done(addAddress(a, 'v0', 'fd00::1/64', { ...NO_DAD, validLifetime: 5000 }));
        await lab.done({ op: 'address.replace', ...said, metric: 1024 });
        assert.deepEqual(
          (await lab.routes(a, 'fd00::/64')).map(({ metric }) => metric),
          [256, 1024],
        );
      },
    },
    {
      title: 'an address is told by itself, whatever its prefix',
      rule: 'net/ipv6/addrconf.c, ipv6_add_addr(), inet6_addr_del()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addAddress(a, 'v0', 'fd00::1/64', NO_DAD));
        await lab.refused(addAddress(a, 'v0', 'fd00::1/64'), 'EEXIST', 'ipv6: address already assigned');
        await lab.refused(addAddress(a, 'v0', 'fd00::1/80'), 'EEXIST', 'ipv6: address already assigned');
        await lab.refused(deleteAddress(a, 'v0', 'fd00::1/80'), 'EADDRNOTAVAIL', 'ipv6: address not found');
        await lab.refused(deleteAddress(a, 'v0', 'fd00::2/64'), 'EADDRNOTAVAIL', 'ipv6: address not found');
      },
    },
    {
      title: 'what can be nobody’s address is refused',
      rule: 'net/ipv6/addrconf.c, ipv6_add_addr(), inet6_addr_add()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.refused(addAddress(a, 'v0', '::/64'), 'EADDRNOTAVAIL', 'ipv6: Invalid address');
        await lab.refused(
          addAddress(a, 'v0', '::1/128'),
          'EADDRNOTAVAIL',
          'ipv6: Cannot assign loopback address on this device',
        );
        await lab.refused(
          addAddress(a, 'v0', 'ff02::5/64'),
          'EADDRNOTAVAIL',
          'ipv6: Cannot assign multicast address without "IFA_F_MCAUTOJOIN" flag',
        );
      },
    },
    {
      title: 'disable_ipv6 takes all addresses and routes away, and refuses new ones',
      rule: 'net/ipv6/addrconf.c, addrconf_disable_ipv6()',
      async run(lab) {
        const a = await prepared(lab);
        const key = 'net/ipv6/conf/v0/disable_ipv6';
        await lab.done(
          addAddress(a, 'v0', 'fd00::1/64', NO_DAD),
          addRoute(a, 'fd01::/64', { via: 'fd00::9' }),
          setSysctl(a, key, '1'),
        );
        const { addresses, routes } = await lab.state(a);
        assert.deepEqual(addresses, []);
        assert.deepEqual(
          routes.filter(({ dev }) => dev === 'v0'),
          [],
        );
        await lab.refused(addAddress(a, 'v0', 'fd00::1/64'), 'EACCES', 'ipv6: IPv6 is disabled on this device');
        await lab.done(setSysctl(a, key, '0'), addAddress(a, 'v0', 'fd00::1/64', NO_DAD));
      },
    },
    {
      title: 'a link with an MTU below 1280 has no IPv6, and nothing of it can be taken away',
      rule: 'net/ipv6/addrconf.c, addrconf_notify(), inet6_addr_del(); RFC 8200, section 5',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addAddress(a, 'v0', 'fd00::1/64', NO_DAD), setLink(a, 'v0', { mtu: 1279 }));
        assert.deepEqual((await lab.state(a)).addresses, []);
        await lab.refused(deleteAddress(a, 'v0', 'fd00::1/64'), 'ENXIO', 'ipv6: IPv6 is disabled on this device');
      },
    },
    {
      title: 'keep_addr_on_down keeps them while the link is down',
      rule: 'net/ipv6/addrconf.c, addrconf_ifdown()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          setSysctl(a, 'net/ipv6/conf/v0/keep_addr_on_down', '1'),
          addAddress(a, 'v0', 'fd00::1/64', NO_DAD),
          setLink(a, 'v0', { up: false }),
        );
        assert.deepEqual(
          (await lab.addresses(a, 'v0', 'inet6')).map(({ address }) => address),
          ['fd00::1/64'],
        );
        await lab.done(setLink(a, 'v0', { up: true }));
        await lab.eventually(async () => assert.equal((await lab.routes(a, 'fd00::/64')).length, 1));
      },
    },
  ],
};
