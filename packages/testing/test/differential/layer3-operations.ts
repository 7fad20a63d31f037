import type { KernelOperation } from '@netloom/core';
import * as fc from 'fast-check';
import {
  address4,
  address6,
  bridgeName,
  destination4,
  destination6,
  gateway4,
  gateway6,
  given,
  linkName,
  mac,
  namespace,
  sometimes,
} from './pool.js';
import { withoutLifetime } from './undefined.js';

const flag = (weight: number): fc.Arbitrary<true | undefined> => sometimes(fc.constant(true as const), weight);

const attributes4 = fc.record({
  family: fc.constant('inet' as const),
  address: address4,
  peer: sometimes(fc.constantFrom('10.0.7.1/32', '10.0.7.1/30'), 1),
  broadcast: sometimes(fc.constantFrom('10.0.0.255', '10.0.0.127', '255.255.255.255'), 1),
  label: sometimes(fc.constantFrom('v0:x', 'other'), 1),
  scope: sometimes(fc.constantFrom('link', 'host', 'global'), 1),
  metric: sometimes(fc.constantFrom(5, 100), 1),
  noPrefixRoute: flag(1),
});

const attributes6 = fc
  .record({
    family: fc.constant('inet6' as const),
    address: address6,
    metric: sometimes(fc.constantFrom(5, 1024), 1),
    noPrefixRoute: flag(1),
    noDad: flag(3),
    lifetimes: sometimes(fc.constant({ validLifetime: 5000, preferredLifetime: 4000 }), 1),
  })
  .map(({ lifetimes, ...rest }) => ({ ...rest, ...lifetimes }));

const attributes = fc.oneof({ weight: 3, arbitrary: attributes4 }, { weight: 2, arbitrary: attributes6 });

const upsert = fc
  .record({
    op: fc.constantFrom('address.add', 'address.add', 'address.replace'),
    namespace,
    link: linkName,
    attributes,
  })
  .map(({ attributes: said, ...rest }) => withoutLifetime({ ...rest, ...given(said) }));

const remove = fc
  .record({ namespace, link: linkName, said: fc.oneof(address4, address6) })
  .map(({ said, ...rest }) => ({
    op: 'address.delete',
    ...rest,
    family: said.includes(':') ? 'inet6' : 'inet',
    address: said,
  }));

export const addressOperation = fc.oneof(
  { weight: 4, arbitrary: upsert },
  { weight: 2, arbitrary: remove },
) as fc.Arbitrary<KernelOperation>;

const table = fc.oneof({ weight: 8, arbitrary: fc.constant(254) }, { weight: 2, arbitrary: fc.constantFrom(100, 255) });
const type = fc.oneof(
  { weight: 12, arbitrary: fc.constant('unicast') },
  { weight: 2, arbitrary: fc.constantFrom('blackhole', 'unreachable', 'prohibit') },
  { weight: 1, arbitrary: fc.constantFrom('throw', 'local') },
);
const metric = sometimes(fc.constantFrom(5, 1024), 3);
const protocol = sometimes(fc.constantFrom('static', 'boot'), 2);

function way(gateway: fc.Arbitrary<string>): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ via: gateway }) },
    { weight: 2, arbitrary: fc.record({ dev: linkName }) },
    { weight: 2, arbitrary: fc.record({ via: gateway, dev: linkName }) },
    { weight: 1, arbitrary: fc.record({ via: gateway, dev: linkName, onLink: fc.constant(true) }) },
  );
}

const hops = (gateway: fc.Arbitrary<string>): fc.Arbitrary<object> =>
  fc
    .array(fc.record({ via: gateway, weight: sometimes(fc.constantFrom(1, 5), 3) }).map(given), {
      minLength: 2,
      maxLength: 2,
    })
    .map((nextHops) => ({ nextHops }));

const leads = (gateway: fc.Arbitrary<string>): fc.Arbitrary<object> =>
  fc
    .record({ type, way: fc.oneof({ weight: 8, arbitrary: way(gateway) }, { weight: 1, arbitrary: hops(gateway) }) })
    .map(({ type: kind, way: said }) => ({ type: kind, ...(kind === 'unicast' || kind === 'local' ? said : {}) }));

const route4 = fc.record({
  family: fc.constant('inet'),
  destination: destination4,
  table,
  metric,
  protocol,
  tos: sometimes(fc.constantFrom(4, 16), 1),
  source: sometimes(fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.9.9'), 2),
  leads: leads(gateway4),
});

const route6 = fc.record({
  family: fc.constant('inet6'),
  destination: destination6,
  table,
  metric,
  protocol,
  preference: sometimes(fc.constantFrom('low', 'high'), 1),
  source: sometimes(fc.constantFrom('fd00::1', 'fd00::77'), 1),
  leads: leads(gateway6),
});

const aRoute = fc.oneof(route4, route6).map(({ leads: said, ...route }) => ({ ...given(route), ...said }));

const putRoute = fc
  .record({
    op: fc.constantFrom('route.add', 'route.add', 'route.replace'),
    namespace,
    route: aRoute,
    append: flag(2),
  })
  .map(({ route, append, op, ...rest }) => ({
    op,
    ...rest,
    ...route,
    ...(append === true && op === 'route.add' ? { append } : {}),
  }));

const removeRoute = fc
  .record({
    namespace,
    table,
    metric: sometimes(fc.constantFrom(5, 1024), 2),
    said: fc.oneof(
      fc.record({ family: fc.constant('inet'), destination: destination4, via: sometimes(gateway4, 4) }),
      fc.record({ family: fc.constant('inet6'), destination: destination6, via: sometimes(gateway6, 4) }),
    ),
    dev: sometimes(linkName, 2),
  })
  .map(({ said, ...rest }) => given({ op: 'route.delete', ...rest, ...given(said) }));

export const routeOperation = fc.oneof(
  { weight: 4, arbitrary: putRoute },
  { weight: 2, arbitrary: removeRoute },
) as fc.Arbitrary<KernelOperation>;

const neighbourAddress = fc.constantFrom('10.0.0.9', '10.0.0.8', 'fd00::9', '224.0.0.9');

export const neighbourOperation = fc
  .record({
    op: fc.constantFrom('neighbour.add', 'neighbour.add', 'neighbour.replace', 'neighbour.delete'),
    namespace,
    link: linkName,
    address: neighbourAddress,
    mac: sometimes(mac, 9),
    state: fc.constantFrom('permanent', 'permanent', 'noarp'),
    proxy: flag(2),
  })
  .map(({ op, namespace: scope, link, address, mac: lladdr, state, proxy }) => {
    const key = { op, namespace: scope, link, family: address.includes(':') ? 'inet6' : 'inet', address };
    if (proxy === true) return { ...key, proxy };
    return op === 'neighbour.delete' ? key : given({ ...key, mac: lladdr, state });
  }) as fc.Arbitrary<KernelOperation>;

export const ruleOperation = fc
  .record({
    op: fc.constantFrom('rule.add', 'rule.add', 'rule.delete'),
    namespace,
    family: fc.constantFrom('inet', 'inet6'),
    priority: fc.constantFrom(100, 100, 101, 32_766),
    rule: fc.oneof(
      fc.constant({ action: 'lookup', table: 100 }),
      fc.constant({ action: 'lookup', table: 254 }),
      fc.constantFrom({ action: 'blackhole' }, { action: 'unreachable' }, { action: 'prohibit' }),
    ),
    mark: sometimes(fc.constantFrom(5), 1),
    inputDevice: sometimes(fc.constantFrom('v0', 'none'), 1),
    from: sometimes(fc.constantFrom(0, 1), 2),
  })
  .map(({ from, rule, ...rest }) =>
    given({
      ...rest,
      ...rule,
      from: from === undefined ? undefined : rest.family === 'inet' ? `10.${from}.0.0/16` : `fd0${from}::/64`,
    }),
  ) as fc.Arbitrary<KernelOperation>;

export const fdbOperation = fc.record({
  op: fc.constantFrom('fdb.add', 'fdb.add', 'fdb.delete'),
  namespace,
  link: fc.oneof({ weight: 8, arbitrary: linkName }, { weight: 1, arbitrary: bridgeName }),
  mac: fc.constantFrom('06:00:00:00:00:99', '06:00:00:00:00:98', '00:00:00:00:00:00'),
  owner: fc.constantFrom('master', 'master', 'self'),
  state: fc.constantFrom('static', 'permanent'),
}) as fc.Arbitrary<KernelOperation>;

export const sysctlOperation = fc
  .record({
    namespace,
    key: fc.constantFrom(
      'net/ipv4/ip_forward',
      'net/ipv4/conf/all/forwarding',
      'net/ipv4/conf/v0/forwarding',
      'net/ipv4/conf/default/forwarding',
      'net/ipv4/conf/v0/promote_secondaries',
      'net/ipv4/conf/all/promote_secondaries',
      'net/ipv4/conf/v0/rp_filter',
      'net/ipv4/conf/default/rp_filter',
      'net/ipv6/conf/all/forwarding',
      'net/ipv6/conf/v0/disable_ipv6',
      'net/ipv6/conf/all/disable_ipv6',
      'net/ipv6/conf/default/disable_ipv6',
      'net/ipv6/conf/v0/keep_addr_on_down',
    ),
    value: fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom('0', '1') },
      { weight: 1, arbitrary: fc.constantFrom('x', '') },
    ),
  })
  .map((operation): KernelOperation => ({ op: 'sysctl.set', ...operation }));
