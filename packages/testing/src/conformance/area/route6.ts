import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addAddress, addRoute, addVeth, deleteAddress, deleteRoute, replaceRoute, setLink } from '../steps.js';

async function prepared(lab: Lab): Promise<string> {
  const a = await lab.namespace();
  await lab.done(
    addVeth(a, 'v0', 'v1', { up: true }),
    addVeth(a, 'w0', 'w1', { up: true }),
    addAddress(a, 'v0', 'fd00::1/64', { noDad: true }),
    addAddress(a, 'w0', 'fd01::1/64', { noDad: true }),
  );
  return a;
}

const D = 'fd09::/64';

async function gateways(lab: Lab, namespace: string): Promise<readonly (string | undefined)[]> {
  return (await lab.routes(namespace, D)).map(({ via }) => via);
}

export const ROUTE6: Area = {
  name: 'route6',
  cases: [
    {
      title: 'a route is kept as it was given, with metric 1024 where none was',
      rule: 'net/ipv6/route.c, ip6_route_info_create(); IP6_RT_PRIO_USER',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addRoute(a, D, { via: 'fd00::2' }),
          addRoute(a, 'fd0a::/64', { dev: 'w0', metric: 7, protocol: 'static', preference: 'high' }),
        );
        const { ifindex: v0 } = await lab.link(a, 'v0');
        const { ifindex: w0 } = await lab.link(a, 'w0');
        const route = { family: 'inet6', table: 254, type: 'unicast', scope: 'global' };
        assert.deepEqual(await lab.routes(a, D), [
          { ...route, destination: D, via: 'fd00::2', dev: 'v0', devIndex: v0, metric: 1024, protocol: 'boot' },
        ]);
        assert.deepEqual(await lab.routes(a, 'fd0a::/64'), [
          {
            ...route,
            destination: 'fd0a::/64',
            dev: 'w0',
            devIndex: w0,
            metric: 7,
            protocol: 'static',
            preference: 'high',
          },
        ]);
      },
    },
    {
      title: 'routes that lead nowhere show no link',
      rule: 'net/ipv6/route.c: the loopback that the kernel keeps with them is nobody’s wish',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, D, { type: 'blackhole' }), addRoute(a, 'fd0a::/64', { type: 'unreachable' }));
        for (const destination of [D, 'fd0a::/64']) {
          const [route] = await lab.routes(a, destination);
          assert.deepEqual([route?.dev, route?.devIndex], [undefined, undefined]);
        }
      },
    },
    {
      title: 'a route through lo keeps its preference only if it leads to this machine',
      rule: 'net/ipv6/route.c, fib6_is_reject()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(setLink(a, 'lo', { up: true }));
        const lost = ['unicast', 'anycast', 'multicast'] as const;
        const through = { dev: 'lo', table: 100, preference: 'high' } as const;
        await lab.done(
          ...lost.map((type, index) => addRoute(a, `fd0${index}::/64`, { ...through, type })),
          addRoute(a, 'fd0a::/64', { ...through, type: 'local' }),
          addRoute(a, '::1/128', through),
        );
        const { routes } = await lab.state(a);
        assert.deepEqual(
          routes.filter(({ table }) => table === 100).map(({ type, preference }) => `${type} ${preference}`),
          ['unicast high', ...lost.map((type) => `${type} undefined`), 'local high'],
        );
      },
    },
    {
      title: 'a route to this machine is in the table that is said, the main one too',
      rule: 'net/ipv6/route.c, rtm_to_fib6_config(): RTA_TABLE; `ip route` means the local table where none is said',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, D, { type: 'local', dev: 'v0' }));
        assert.equal((await lab.routes(a, D))[0]?.table, 254);
        await lab.done(deleteRoute(a, D, { type: 'local', dev: 'v0' }));
        assert.deepEqual(await lab.routes(a, D), []);
      },
    },
    {
      title: 'a second route of the same destination and metric is refused, and replaced when asked',
      rule: 'net/ipv6/ip6_fib.c, fib6_add_rt2node()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, D, { via: 'fd00::2' }));
        await lab.refused(addRoute(a, D, { via: 'fd00::3' }), 'EEXIST');
        await lab.done(addRoute(a, D, { via: 'fd00::3', metric: 5 }));
        assert.deepEqual(await gateways(lab, a), ['fd00::3', 'fd00::2']);
        await lab.done(replaceRoute(a, D, { via: 'fd00::4' }), replaceRoute(a, 'fd0a::/64', { via: 'fd00::4' }));
        assert.deepEqual(await gateways(lab, a), ['fd00::3', 'fd00::4']);
      },
    },
    {
      title: 'appending a way to a route gives one route with several ways',
      rule: 'net/ipv6/ip6_fib.c, fib6_add_rt2node(): siblings',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, D, { via: 'fd00::2' }), addRoute(a, D, { via: 'fd01::2', append: true }));
        const routes = await lab.routes(a, D);
        assert.equal(routes.length, 1);
        assert.deepEqual(
          routes[0]?.nextHops?.map(({ via, dev }) => [via, dev]),
          [
            ['fd00::2', 'v0'],
            ['fd01::2', 'w0'],
          ],
        );
      },
    },
    {
      title: 'a route is deleted by what is said of it',
      rule: 'net/ipv6/route.c, ip6_route_del()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addRoute(a, D, { via: 'fd00::2' }),
          addRoute(a, D, { via: 'fd00::3', metric: 5 }),
          deleteRoute(a, D, { metric: 1024 }),
        );
        assert.deepEqual(await gateways(lab, a), ['fd00::3']);
        await lab.refused(deleteRoute(a, D, { via: 'fd00::9' }), 'ESRCH');
        await lab.done(deleteRoute(a, D));
        await lab.refused(deleteRoute(a, D), 'ESRCH');
      },
    },
    {
      title: 'gateways that nobody is behind are refused',
      rule: 'net/ipv6/route.c, ip6_validate_gw()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.refused(addRoute(a, D, { via: 'fd02::1' }), 'EHOSTUNREACH');
        await lab.refused(addRoute(a, D, { via: 'fd01::2', dev: 'v0' }), 'EHOSTUNREACH');
        await lab.refused(addRoute(a, D, { via: 'fd00::1' }), 'EINVAL', 'Gateway can not be a local address');
        await lab.refused(addRoute(a, D, { via: 'fe80::9' }), 'EINVAL', 'Egress device not specified');
        await lab.done(addRoute(a, D, { via: 'fe80::9', dev: 'v0' }));
      },
    },
    {
      title: 'a throw route in a table that comes first hides the network of a gateway',
      rule: 'net/ipv6/route.c, ip6_route_check_nh(); net/ipv6/fib6_rules.c, fib6_rule_action_alt()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, D, { via: 'fd00::2', table: 77 }));
        await lab.done(addRoute(a, 'fd00::/64', { type: 'throw', table: 255 }));
        await lab.refused(addRoute(a, D, { via: 'fd00::3', table: 78 }), 'EHOSTUNREACH');
        await lab.done(addRoute(a, D, { via: 'fd00::3' }));
      },
    },
    {
      title: 'an on-link gateway is on no other link, as far as the main table knows',
      rule: 'net/ipv6/route.c, ip6_route_check_nh_onlink(): RTF_REJECT, which throw routes and those through lo have as well',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, 'fd05::/64', { dev: 'v1' }), addRoute(a, 'fd06::/64', { type: 'throw' }));
        const onLink = { dev: 'v0', onLink: true } as const;
        const mismatch = 'Nexthop has invalid gateway or device mismatch';
        await lab.refused(addRoute(a, D, { via: 'fd05::9', ...onLink }), 'EINVAL', mismatch);
        await lab.done(addRoute(a, D, { via: 'fd06::9', ...onLink }));
        await lab.done(setLink(a, 'lo', { up: true }), addAddress(a, 'lo', 'fd07::1/64'));
        await lab.done(addRoute(a, 'fd0a::/64', { via: 'fd07::9', ...onLink }));
      },
    },
    {
      title: 'a source may be an address of any link, and is forgotten with it, while the route stays',
      rule: 'net/ipv6/addrconf.c, ipv6_chk_addr(); net/ipv6/route.c, rt6_remove_prefsrc()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addAddress(a, 'v1', 'fd05::1/64', { noDad: true }));
        await lab.done(addRoute(a, D, { dev: 'v0', source: 'fd05::1' }));
        assert.equal((await lab.routes(a, D))[0]?.source, 'fd05::1');
        await lab.done(deleteAddress(a, 'v1', 'fd05::1/64'));
        assert.deepEqual(
          (await lab.routes(a, D)).map(({ dev, source }) => [dev, source]),
          [['v0', undefined]],
        );
      },
    },
    {
      title: 'other mistakes and what the kernel says to them',
      rule: 'net/ipv6/route.c, fib6_nh_init(), ip6_route_info_create()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.refused(addRoute(a, D), 'ENODEV');
        await lab.refused(addRoute(a, D, { via: 'fd00::2', source: 'fd00::7' }), 'EINVAL', 'Invalid source address');
        await lab.done(addRoute(a, 'fd09:0:0:1::5/64', { via: 'fd00::2' }));
        assert.equal((await lab.routes(a, 'fd09:0:0:1::/64')).length, 1);
        await lab.done(setLink(a, 'v0', { up: false }));
        await lab.refused(addRoute(a, D, { dev: 'v0' }), 'ENETDOWN', 'Nexthop device is not up');
      },
    },
  ],
};
