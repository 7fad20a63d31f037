import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import { addAddress, addRoute, addVeth, setLink } from '../steps.js';

export const ADMIN_STATE: Area = {
  name: 'admin-state',
  cases: [
    {
      title: 'lo that goes up has its two addresses; down, the IPv4 one stays',
      rule: 'net/ipv4/devinet.c, inetdev_event(); net/ipv6/addrconf.c, init_loopback()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(setLink(a, 'lo', { up: true }));
        const { addresses } = await lab.state(a);
        assert.deepEqual(
          addresses.map(({ address, scope }) => [address, scope]),
          [
            ['127.0.0.1/8', 'host'],
            ['::1/128', 'host'],
          ],
        );
        assert.equal((await lab.link(a, 'lo')).operstate, 'UNKNOWN');
        await lab.done(setLink(a, 'lo', { up: false }));
        assert.deepEqual(
          (await lab.state(a)).addresses.map(({ address }) => address),
          ['127.0.0.1/8'],
        );
      },
    },
    {
      title: 'lo brings its routes along, and takes those of IPv6 and the broadcast away',
      rule: 'net/ipv4/fib_frontend.c, fib_add_ifaddr(), fib_disable_ip()',
      async run(lab) {
        const a = await lab.namespace();
        const described = async (): Promise<readonly string[]> =>
          (await lab.state(a)).routes.map(
            ({ type, destination, table, scope }) => `${type} ${destination} ${table} ${scope}`,
          );
        await lab.done(setLink(a, 'lo', { up: true }));
        assert.deepEqual(await described(), [
          'local 127.0.0.0/8 255 host',
          'local 127.0.0.1/32 255 host',
          'broadcast 127.255.255.255/32 255 link',
          'local ::1/128 255 global',
        ]);
        await lab.done(setLink(a, 'lo', { up: false }));
        assert.deepEqual(await described(), ['local 127.0.0.0/8 255 host', 'local 127.0.0.1/32 255 host']);
      },
    },
    {
      title: 'a link that goes down loses its routes, whoever made them, and its IPv6 addresses',
      rule: 'net/ipv4/fib_semantics.c, fib_sync_down_dev(); net/ipv6/addrconf.c, addrconf_ifdown()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1', { up: true }),
          addAddress(a, 'v0', '10.0.0.1/24'),
          addAddress(a, 'v0', 'fd00::1/64', { noDad: true }),
          addRoute(a, '10.1.0.0/16', { via: '10.0.0.2' }),
          addRoute(a, '10.2.0.0/16', { dev: 'v0', table: 100, scope: 'link' }),
          addRoute(a, 'fd01::/64', { via: 'fd00::2' }),
          addRoute(a, '10.3.0.0/16', { type: 'blackhole' }),
          setLink(a, 'v0', { up: false }),
        );
        const { routes, addresses } = await lab.state(a);
        assert.deepEqual(
          routes.filter(({ dev }) => dev === 'v0').map(({ type, destination }) => `${type} ${destination}`),
          ['local 10.0.0.1/32'],
        );
        assert.equal(routes.filter(({ type }) => type === 'blackhole').length, 1);
        assert.deepEqual(
          addresses.filter(({ link }) => link === 'v0').map(({ address }) => address),
          ['10.0.0.1/24'],
        );
      },
    },
    {
      title: 'a link that goes up again has its connected routes back, and nothing that was added',
      rule: 'net/ipv4/fib_frontend.c, fib_netdev_event(): NETDEV_UP adds those of the addresses',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1', { up: true }),
          addAddress(a, 'v0', '10.0.0.1/24'),
          addRoute(a, '10.1.0.0/16', { via: '10.0.0.2' }),
          setLink(a, 'v0', { up: false }),
          setLink(a, 'v0', { up: true }),
        );
        assert.equal((await lab.routes(a, '10.0.0.0/24')).length, 1);
        assert.equal((await lab.routes(a, '10.0.0.255/32')).length, 1);
        assert.deepEqual(await lab.routes(a, '10.1.0.0/16'), []);
      },
    },
    {
      title: 'a link keeps the queueing discipline of its first up',
      rule: 'net/sched/sch_generic.c, attach_default_qdiscs()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1'));
        assert.equal((await lab.link(a, 'v0')).qdisc, 'noop');
        await lab.done(setLink(a, 'v0', { up: true }), setLink(a, 'v0', { up: false }));
        assert.equal((await lab.link(a, 'v0')).qdisc, 'noqueue');
      },
    },
    {
      title: 'a link with a carrier gets a link-local address out of its MAC',
      rule: 'RFC 4291, appendix A; net/ipv6/addrconf.c, addrconf_addr_gen()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(addVeth(a, 'v0', 'v1', { mac: '02:00:00:00:00:0a', up: true }));
        await lab.eventually(async () => {
          const [address] = await lab.addresses(a, 'v0', 'inet6');
          assert.equal(address?.address, 'fe80::ff:fe00:a/64');
          assert.equal(address.scope, 'link');
          assert.equal(address.tentative, undefined);
        });
        const routes = (await lab.state(a)).routes.filter(({ dev, family }) => dev === 'v0' && family === 'inet6');
        assert.deepEqual(
          routes.map(({ type, destination, table, metric }) => `${type} ${destination} ${table} ${metric}`).toSorted(),
          ['local fe80::ff:fe00:a/128 255 undefined', 'multicast ff00::/8 255 256', 'unicast fe80::/64 254 256'],
        );
      },
    },
    {
      title: 'a link whose address generation is none gets none',
      rule: 'IFLA_INET6_ADDR_GEN_MODE; net/ipv6/addrconf.c, addrconf_addr_gen()',
      async run(lab) {
        const a = await lab.namespace();
        await lab.done(
          addVeth(a, 'v0', 'v1'),
          setLink(a, 'v0', { addressGeneration: 'none' }),
          setLink(a, 'v0', { up: true }),
          setLink(a, 'v1', { up: true }),
        );
        await lab.eventually(async () => assert.equal((await lab.addresses(a, 'v1', 'inet6')).length, 1));
        assert.deepEqual(await lab.addresses(a, 'v0', 'inet6'), []);
      },
    },
  ],
};
