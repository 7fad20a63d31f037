import assert from 'node:assert/strict';
import type { AddressReplace } from '@netloom/core';
import type { Area } from '../conformance-case.js';
import { addAddress, addRoute, deleteAddress, deleteRoute } from '../steps.js';
import { twoPairs } from './two-pairs.js';

/** The routes that come and go with an IPv4 address. */
export const ADDRESS4_ROUTES: Area = {
  name: 'address4-routes',
  cases: [
    {
      title: 'an address brings its local, connected and broadcast routes',
      rule: 'net/ipv4/fib_frontend.c, fib_add_ifaddr()',
      async run(lab) {
        const a = await twoPairs(lab);
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
        const a = await twoPairs(lab, false);
        await lab.done(addAddress(a, 'v0', '10.0.0.1/24'));
        assert.deepEqual(
          (await lab.state(a)).routes.map(({ type }) => type),
          ['local'],
        );
      },
    },
    {
      title: 'routes that prefer an address go with it; those through a gateway stay',
      rule: 'net/ipv4/fib_semantics.c, fib_sync_down_addr()',
      async run(lab) {
        const a = await twoPairs(lab);
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
        const a = await twoPairs(lab);
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
      title: 'with the last address go the ways through the link: a route with others stays while one of them lives',
      rule: 'net/ipv4/fib_semantics.c, fib_sync_down_dev(), fib_sync_up()',
      async run(lab) {
        const a = await twoPairs(lab);
        const there = async (): Promise<number> => (await lab.routes(a, '10.9.0.0/16')).length;
        const nextHops = [{ via: '10.0.0.9' }, { via: '10.1.0.9' }];
        const [first, second] = [
          { link: 'v0', address: '10.0.0.1/24' },
          { link: 'w0', address: '10.1.0.1/24' },
        ] as const;
        await lab.done(addAddress(a, first.link, first.address), addAddress(a, second.link, second.address));
        await lab.done(addRoute(a, '10.9.0.0/16', { nextHops }));
        await lab.done(deleteAddress(a, first.link, first.address), addAddress(a, first.link, first.address));
        await lab.done(deleteAddress(a, second.link, second.address));
        assert.equal(await there(), 1);
        await lab.done(deleteAddress(a, first.link, first.address));
        assert.equal(await there(), 0);
      },
    },
    {
      title: 'another metric is a new connected route, and the first with the old one goes',
      rule: 'net/ipv4/fib_frontend.c, fib_modify_prefix_metric(); net/ipv4/fib_semantics.c, fib_nh_match(): fc_priority',
      async run(lab) {
        const a = await twoPairs(lab);
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
        const a = await twoPairs(lab);
        await lab.done(addAddress(a, 'v0', '0.1.2.3/16'), addAddress(a, 'v0', '10.0.0.1/24'));
        assert.equal((await lab.routes(a, '0.1.0.0/16')).length, 1);
        await lab.done(deleteAddress(a, 'v0', '0.1.2.3/16'));
        assert.deepEqual(await lab.routes(a, '0.1.0.0/16'), []);
      },
    },
  ],
};
