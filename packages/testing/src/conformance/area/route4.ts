import assert from 'node:assert/strict';
import type { Area } from '../conformance-case.js';
import type { Lab } from '../lab.js';
import { addAddress, addRoute, addVeth, deleteRoute, replaceRoute, setLink } from '../steps.js';

async function prepared(lab: Lab): Promise<string> {
  const a = await lab.namespace();
  await lab.done(
    addVeth(a, 'v0', 'v1', { up: true }),
    addVeth(a, 'w0', 'w1', { up: true }),
    addAddress(a, 'v0', '10.0.0.1/24'),
    addAddress(a, 'w0', '10.0.1.1/24'),
  );
  return a;
}

const D = '10.9.0.0/16';
const INVALID_GATEWAY = 'Nexthop has invalid gateway';

async function gateways(lab: Lab, namespace: string): Promise<readonly (string | undefined)[]> {
  return (await lab.routes(namespace, D)).map(({ via }) => via);
}

export const ROUTE4: Area = {
  name: 'route4',
  cases: [
    {
      title: 'a route is kept as it was given, with the link that its gateway is on',
      rule: 'net/ipv4/fib_semantics.c, fib_check_nh(), fib_dump_info()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addRoute(a, D, { via: '10.0.0.2', metric: 5, tos: 16, source: '10.0.0.1', protocol: 'static' }),
          addRoute(a, '0.0.0.0/0', { via: '10.0.1.2', table: 100 }),
          addRoute(a, '10.8.0.0/16', { dev: 'w0', scope: 'link', metrics: { mtu: 1200, advmss: 1000 } }),
          addRoute(a, '10.7.0.0/16', { via: '172.16.0.1', dev: 'v0', onLink: true }),
        );
        const { ifindex: v0 } = await lab.link(a, 'v0');
        const { ifindex: w0 } = await lab.link(a, 'w0');
        const route = { family: 'inet', table: 254, type: 'unicast', scope: 'global', protocol: 'boot' };
        const found = (await lab.state(a)).routes.filter(
          ({ protocol, family }) => family === 'inet' && protocol !== 'kernel',
        );
        assert.deepEqual(
          found.toSorted((x, y) => x.destination.localeCompare(y.destination)),
          [
            { ...route, destination: '0.0.0.0/0', via: '10.0.1.2', dev: 'w0', devIndex: w0, table: 100 },
            { ...route, destination: '10.7.0.0/16', via: '172.16.0.1', dev: 'v0', devIndex: v0, onLink: true },
            {
              ...route,
              destination: '10.8.0.0/16',
              dev: 'w0',
              devIndex: w0,
              scope: 'link',
              metrics: { mtu: 1200, advmss: 1000 },
            },
            {
              ...route,
              destination: D,
              via: '10.0.0.2',
              dev: 'v0',
              devIndex: v0,
              metric: 5,
              tos: 16,
              source: '10.0.0.1',
              protocol: 'static',
            },
          ],
        );
      },
    },
    {
      title: 'routes that lead nowhere have no link',
      rule: 'net/ipv4/fib_semantics.c, fib_props',
      async run(lab) {
        const a = await prepared(lab);
        const types = ['blackhole', 'unreachable', 'prohibit', 'throw'] as const;
        await lab.done(...types.map((type, index) => addRoute(a, `10.${index + 20}.0.0/16`, { type })));
        const found = (await lab.state(a)).routes.filter(
          ({ protocol, family }) => family === 'inet' && protocol === 'boot',
        );
        assert.deepEqual(
          found.map(({ type, dev, devIndex, scope }) => [type, dev, devIndex, scope]),
          types.map((type) => [type, undefined, undefined, 'global']),
        );
      },
    },
    {
      title: 'several ways are kept with their weights',
      rule: 'RTA_MULTIPATH; net/ipv4/fib_semantics.c, fib_get_nhs()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, D, { nextHops: [{ via: '10.0.0.2', weight: 2 }, { via: '10.0.1.2' }] }));
        const [route] = await lab.routes(a, D);
        assert.deepEqual(
          route?.nextHops?.map(({ via, dev, weight }) => [via, dev, weight]),
          [
            ['10.0.0.2', 'v0', 2],
            ['10.0.1.2', 'w0', 1],
          ],
        );
        assert.deepEqual([route.via, route.dev], [undefined, undefined]);
      },
    },
    {
      title: 'a second route of the same destination, service and metric is refused',
      rule: 'net/ipv4/fib_trie.c, fib_table_insert(): NLM_F_EXCL',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, D, { via: '10.0.0.2' }));
        await lab.refused(addRoute(a, D, { via: '10.0.0.3' }), 'EEXIST');
        await lab.done(addRoute(a, D, { via: '10.0.0.3', metric: 5 }), addRoute(a, D, { via: '10.0.0.4', tos: 16 }));
      },
    },
    {
      title: 'append puts a route behind those of its key, replace takes the place of the first',
      rule: 'net/ipv4/fib_trie.c, fib_table_insert()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addRoute(a, D, { via: '10.0.0.5' }),
          addRoute(a, D, { via: '10.0.0.3', append: true }),
          addRoute(a, D, { via: '10.0.0.4', append: true }),
        );
        assert.deepEqual(await gateways(lab, a), ['10.0.0.5', '10.0.0.3', '10.0.0.4']);
        await lab.done(replaceRoute(a, D, { via: '10.0.0.6' }));
        assert.deepEqual(await gateways(lab, a), ['10.0.0.6', '10.0.0.3', '10.0.0.4']);
        await lab.refused(replaceRoute(a, D, { via: '10.0.0.4' }), 'EEXIST');
        await lab.done(replaceRoute(a, '10.10.0.0/16', { via: '10.0.0.2' }));
      },
    },
    {
      title: 'the first route that has everything said is deleted',
      rule: 'net/ipv4/fib_trie.c, fib_table_delete()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(
          addRoute(a, D, { via: '10.0.0.5' }),
          addRoute(a, D, { via: '10.0.0.3', append: true }),
          addRoute(a, D, { via: '10.0.0.4', append: true }),
          deleteRoute(a, D, { via: '10.0.0.3' }),
        );
        assert.deepEqual(await gateways(lab, a), ['10.0.0.5', '10.0.0.4']);
        await lab.done(deleteRoute(a, D));
        assert.deepEqual(await gateways(lab, a), ['10.0.0.4']);
        await lab.refused(deleteRoute(a, D, { via: '10.0.0.9' }), 'ESRCH');
        await lab.refused(deleteRoute(a, D, { metric: 7 }), 'ESRCH');
      },
    },
    {
      title: 'gateways that nobody is behind are refused',
      rule: 'net/ipv4/fib_semantics.c, fib_check_nh_v4_gw()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.refused(addRoute(a, D, { via: '172.16.0.1' }), 'ENETUNREACH', INVALID_GATEWAY);
        await lab.refused(addRoute(a, D, { via: '10.0.1.2', dev: 'v0' }), 'ENETUNREACH', INVALID_GATEWAY);
        await lab.done(addRoute(a, '10.10.0.0/16', { via: '10.0.0.2' }));
        await lab.refused(addRoute(a, D, { via: '10.10.0.1' }), 'ENETUNREACH', INVALID_GATEWAY);
      },
    },
    {
      title: 'a route for another service leads to no gateway',
      rule: 'net/ipv4/fib_trie.c, fib_table_lookup(): fa_dscp',
      async run(lab) {
        const a = await prepared(lab);
        await lab.done(addRoute(a, '172.16.0.0/16', { dev: 'v0', tos: 16 }));
        await lab.refused(addRoute(a, D, { via: '172.16.0.1' }), 'ENETUNREACH', INVALID_GATEWAY);
        await lab.done(addRoute(a, '172.16.0.0/16', { dev: 'v0' }), addRoute(a, D, { via: '172.16.0.1' }));
      },
    },
    {
      title: 'the longer prefix counts, in the local table or the main one, until there are rules of one’s own',
      rule: 'net/ipv4/fib_trie.c, fib_trie_table(), fib_trie_unmerge()',
      async run(lab) {
        const a = await prepared(lab);
        const far = { type: 'local', scope: 'host', table: 255, dev: 'v0' } as const;
        await lab.done(addRoute(a, '172.16.0.0/12', far), addRoute(a, '172.16.0.0/16', { dev: 'v0' }));
        // What is unreachable is no address of another kind.
        await lab.done(addRoute(a, '172.17.0.0/16', { type: 'unreachable' }));
        await lab.done(addRoute(a, '10.77.0.0/16', { via: '172.17.0.1', dev: 'v0', onLink: true }));
        const route = addRoute(a, D, { dev: 'v0', source: '172.16.0.1' });
        await lab.refused(route, 'EINVAL', 'Invalid prefsrc address');
        await lab.done({ op: 'rule.add', namespace: a, family: 'inet', priority: 100, action: 'lookup', table: 100 });
        await lab.done(route);
      },
    },
    {
      title: 'other mistakes and what the kernel says to them',
      rule: 'net/ipv4/fib_semantics.c, fib_create_info(); net/ipv4/fib_frontend.c, fib_valid_key_len()',
      async run(lab) {
        const a = await prepared(lab);
        await lab.refused(
          addRoute(a, '10.9.1.0/16', { via: '10.0.0.2' }),
          'EINVAL',
          'Invalid prefix for given prefix length',
        );
        await lab.refused(addRoute(a, D, { via: '10.0.0.2', source: '10.0.0.7' }), 'EINVAL', 'Invalid prefsrc address');
        await lab.refused(addRoute(a, D), 'ENODEV');
        await lab.refused(addRoute(a, D, { dev: 'none' }), 'ENODEV');
        await lab.done(setLink(a, 'v0', { up: false }));
        await lab.refused(addRoute(a, D, { dev: 'v0' }), 'ENETDOWN', 'Device for nexthop is not up');
      },
    },
  ],
};
