import type { JsonValue } from '@netloom/core';
import * as fc from 'fast-check';
import { given, sometimes } from '../differential/pool.js';
import type { Call } from './call.js';

const HOST_REF = { host: true } as const;

const scope = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: fc.constant('a') },
  { weight: 3, arbitrary: fc.constant('b') },
  { weight: 1, arbitrary: fc.constant('c') },
);
const elsewhere = fc.oneof(
  { weight: 3, arbitrary: fc.constant(HOST_REF) },
  { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'c') },
);

const vethName = fc.constantFrom('v0', 'v1', 'v2', 'h0', 'h1');
const bridgeName = fc.constantFrom('br0', 'br1');
const macvlanName = fc.constantFrom('m0', 'm1');
const cardName = fc.constantFrom('eth0', 'eth1');
/** The n-th of what is there; see `resolve`. */
const pick = fc.nat(11).map((place) => `@${place}`);
/** Any link that there may be, mostly one that there is. */
const linkName = fc.oneof(
  { weight: 16, arbitrary: pick },
  { weight: 2, arbitrary: vethName },
  { weight: 1, arbitrary: bridgeName },
  { weight: 1, arbitrary: macvlanName },
  { weight: 1, arbitrary: cardName },
  { weight: 1, arbitrary: fc.constantFrom('n0', 'alt0') },
);
const orPick = (arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 4, arbitrary: pick }, { weight: 1, arbitrary });
const freeName = fc.constantFrom('n0', 'n1', 'v0', 'v1', 'h0', 'eth0', 'm0', 'br0');

const mac = fc.constantFrom('06:00:00:00:00:01', '06:00:00:00:00:02', '06:00:00:00:00:03', '06:00:00:00:00:04');
const mtu = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(1500, 1400, 1300, 9000) },
  { weight: 2, arbitrary: fc.constantFrom(1280, 1279, 576) },
);
const address4 = fc.constantFrom(
  '10.0.0.1/24',
  '10.0.0.2/24',
  '10.0.0.3/24',
  '10.0.1.1/24',
  '10.0.0.1/25',
  '10.0.2.1/32',
  '192.0.2.1/24',
  '192.0.2.3/24',
);
const address6 = fc.constantFrom('fd00::1/64', 'fd00::2/64', 'fd00:0:0:1::1/64', '2001:db8::1/64', '2001:db8::3/64');
const address = fc.oneof({ weight: 3, arbitrary: address4 }, { weight: 2, arbitrary: address6 });
const destination4 = fc.constantFrom('10.9.0.0/16', '10.9.1.0/24', 'default', '10.0.0.0/24', '192.0.2.0/24');
const destination6 = fc.constantFrom('fd09::/64', 'fd09::/48', 'fd00::/64');
const gateway4 = fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.9', '10.0.1.9', '192.0.2.9', '192.0.2.8');
const gateway6 = fc.constantFrom('fd00::1', 'fd00::9', '2001:db8::9');

const flags = {
  promiscuous: sometimes(fc.boolean(), 1),
  allMulticast: sometimes(fc.boolean(), 1),
  multicast: sometimes(fc.boolean(), 1),
  arp: sometimes(fc.boolean(), 1),
  group: sometimes(fc.constantFrom(0, 3), 1),
  txQueueLength: sometimes(fc.constantFrom(5, 1000), 1),
  alias: sometimes(fc.constantFrom('one', 'two words'), 1),
};

const attributes = fc
  .record({
    ...flags,
    address: sometimes(fc.oneof(address, fc.uniqueArray(address, { minLength: 2, maxLength: 3 })), 4),
    mac: sometimes(mac, 2),
    mtu: sometimes(mtu, 2),
    up: sometimes(fc.boolean(), 2),
    master: sometimes(bridgeName, 2),
    altNames: sometimes(fc.constantFrom(['alt0'], ['alt1', 'alt0']), 1),
  })
  .map(given);

const port = fc.oneof(
  fc.record({ cost: fc.constantFrom(5, 77) }),
  fc.record({ isolated: fc.boolean() }),
  fc.record({ hairpin: fc.boolean(), priority: fc.constantFrom(0, 63) }),
);

type Arguments = fc.Arbitrary<readonly unknown[]>;

const veth: Arguments = fc.tuple(
  vethName,
  fc
    .record({
      own: attributes,
      peer: fc.oneof(vethName, fc.record({ name: vethName, namespace: elsewhere, more: attributes })),
    })
    .map(({ own, peer }) => ({
      ...own,
      peer: typeof peer === 'string' ? peer : { name: peer.name, namespace: peer.namespace, ...peer.more },
    })),
);

const bridge: Arguments = fc.tuple(
  bridgeName,
  fc
    .record({
      own: attributes.map(({ master: _master, ...rest }) => rest),
      ports: sometimes(fc.uniqueArray(linkName, { minLength: 1, maxLength: 2 }), 3),
      stp: sometimes(fc.boolean(), 1),
      ageingTime: sometimes(fc.constantFrom(0, 30_000), 1),
    })
    .map(({ own, ...rest }) => ({ ...own, ...given(rest) })),
);

const mode = fc.constantFrom('private', 'vepa', 'bridge', 'bridge', 'passthru', 'source');
const macvlan: Arguments = fc.tuple(
  linkName,
  fc
    .record({
      own: attributes,
      mode,
      name: sometimes(macvlanName, 8),
      parentNamespace: sometimes(elsewhere, 5),
    })
    .map(({ own, ...rest }) => ({ ...own, ...given(rest) })),
);

const change = fc.oneof(
  { weight: 5, arbitrary: fc.record({ up: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ mtu }) },
  { weight: 3, arbitrary: fc.record({ mac }) },
  { weight: 4, arbitrary: fc.record({ master: fc.oneof(fc.constant(null), bridgeName) }) },
  { weight: 4, arbitrary: fc.record({ name: freeName }) },
  { weight: 2, arbitrary: fc.record({ name: freeName, up: fc.boolean(), mtu }) },
  { weight: 1, arbitrary: fc.record({ alias: fc.constantFrom('three', null) }) },
  { weight: 2, arbitrary: fc.record({ addAltName: fc.constantFrom('alt0', 'alt1') }) },
  { weight: 2, arbitrary: fc.record({ deleteAltName: fc.constantFrom('alt0', 'alt1') }) },
  { weight: 2, arbitrary: fc.record(flags).map(given) },
  { weight: 1, arbitrary: fc.record({ addressGeneration: fc.constantFrom('none', 'eui64') }) },
  { weight: 3, arbitrary: fc.record({ port }) },
  { weight: 1, arbitrary: fc.record({ bridge: fc.constantFrom({ stp: true }, { ageingTime: 33 }, { priority: 7 }) }) },
  { weight: 1, arbitrary: fc.record({ mode }) },
);

const addressOptions = fc
  .record({
    label: sometimes(fc.constantFrom('eth0:x', 'v0:1'), 1),
    metric: sometimes(fc.constantFrom(5, 100), 1),
    noPrefixRoute: sometimes(fc.constant(true), 1),
  })
  .map(given);

function way(gateway: fc.Arbitrary<string>): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ via: gateway }) },
    { weight: 3, arbitrary: fc.record({ dev: linkName }) },
    { weight: 2, arbitrary: fc.record({ via: gateway, dev: linkName }) },
    { weight: 1, arbitrary: fc.record({ via: gateway, dev: linkName, onLink: fc.constant(true) }) },
  );
}

const hops = fc.uniqueArray(gateway4, { minLength: 2, maxLength: 2 }).map((vias) => ({
  nextHops: vias.map((via) => ({ via })),
}));

const routeKey = {
  metric: sometimes(fc.constantFrom(5, 1024), 2),
  table: sometimes(fc.constantFrom(100, 254), 2),
};

const route: Arguments = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(
      destination4,
      fc
        .record({
          ...routeKey,
          leads: fc.oneof({ weight: 8, arbitrary: way(gateway4) }, { weight: 1, arbitrary: hops }),
          source: sometimes(fc.constantFrom('10.0.0.1', '10.0.0.2', '10.0.0.3', '192.0.2.1', '192.0.2.2'), 2),
        })
        .map(({ leads, ...rest }) => ({ ...given(rest), ...leads })),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(
      destination6,
      fc
        .record({
          ...routeKey,
          leads: way(gateway6),
          source: sometimes(fc.constantFrom('fd00::1', 'fd00::2', '2001:db8::1'), 2),
        })
        .map(({ leads, ...rest }) => ({ ...given(rest), ...leads })),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      destination4,
      fc
        .record({
          ...routeKey,
          type: fc.constantFrom('blackhole', 'unreachable'),
          source: sometimes(fc.constantFrom('10.0.0.1', '192.0.2.2'), 2),
        })
        .map(given),
    ),
  },
);

/** What is deleted is picked from what is there. */
const anEntry: Arguments = fc.tuple(fc.constant(''), pick);

const rule: Arguments = fc
  .record({
    family: sometimes(fc.constantFrom('inet', 'inet6'), 2),
    priority: sometimes(fc.constantFrom(100, 101), 8),
    table: fc.constantFrom(100, 254),
    mark: sometimes(fc.constantFrom(5), 2),
  })
  .map((options) => [given(options)]);

const neighbourAddress = fc.constantFrom('10.0.0.9', '10.0.0.8', '192.0.2.9', 'fd00::9');
const neighbour: Arguments = fc.tuple(
  linkName,
  neighbourAddress,
  fc.oneof(fc.record({ mac }), fc.constant({ proxy: true })),
);
const fdbMac = fc.constantFrom('06:00:00:00:00:99', '06:00:00:00:00:98');
const fdb: Arguments = fc.tuple(
  linkName,
  fdbMac,
  fc
    .record({
      owner: sometimes(fc.constantFrom('master', 'self'), 3),
      state: sometimes(fc.constantFrom('static', 'permanent'), 3),
    })
    .map(given),
);

const sysctl: Arguments = fc.tuple(
  fc.oneof(
    fc.constantFrom(
      'net.ipv4.ip_forward',
      'net.ipv4.conf.all.forwarding',
      'net.ipv6.conf.all.forwarding',
      'net.ipv6.conf.all.disable_ipv6',
    ),
    fc
      .tuple(
        pick,
        fc.constantFrom(
          'ipv4/conf/*/rp_filter',
          'ipv4/conf/*/forwarding',
          'ipv4/conf/*/promote_secondaries',
          'ipv6/conf/*/disable_ipv6',
          'ipv6/conf/*/keep_addr_on_down',
        ),
      )
      .map(([place, key]) => `net/${key.replace('*', place)}`),
  ),
  fc.constantFrom('0', '1'),
);

const move: Arguments = fc.tuple(
  linkName,
  fc.record({ from: sometimes(elsewhere, 4), as: sometimes(freeName, 4) }).map(given),
);

function of(method: string, args: Arguments): fc.Arbitrary<Call> {
  return fc.record({ scope, method: fc.constant(method), args: args as fc.Arbitrary<readonly JsonValue[]> });
}

/** One call by chance. Many cannot be made where they land: those are left out before a case begins. */
export const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 5, arbitrary: of('veth', veth) },
  { weight: 3, arbitrary: of('bridge', bridge) },
  { weight: 4, arbitrary: of('macvlan', macvlan) },
  { weight: 1, arbitrary: of('macvtap', macvlan) },
  { weight: 12, arbitrary: of('link', fc.tuple(linkName, change)) },
  { weight: 6, arbitrary: of('move', move) },
  { weight: 5, arbitrary: of('delete', fc.tuple(linkName)) },
  { weight: 2, arbitrary: of('deleteNamespace', fc.tuple(fc.constantFrom('a', 'b', 'c'))) },
  { weight: 6, arbitrary: of('address', fc.tuple(linkName, address, addressOptions)) },
  { weight: 5, arbitrary: of('deleteAddress', fc.tuple(linkName, orPick(address))) },
  { weight: 6, arbitrary: of('route', route) },
  { weight: 4, arbitrary: of('deleteRoute', anEntry) },
  { weight: 2, arbitrary: of('rule', rule) },
  { weight: 2, arbitrary: of('deleteRule', anEntry) },
  { weight: 3, arbitrary: of('neighbour', neighbour) },
  { weight: 2, arbitrary: of('deleteNeighbour', anEntry) },
  { weight: 2, arbitrary: of('fdb', fdb) },
  { weight: 2, arbitrary: of('deleteFdb', anEntry) },
  { weight: 4, arbitrary: of('sysctl', sysctl) },
);

export const calls: fc.Arbitrary<Call[]> = fc.array(call, { minLength: 1, maxLength: 10 });
