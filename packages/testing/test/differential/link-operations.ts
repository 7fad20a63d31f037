import type { KernelOperation, LinkChanges } from '@netloom/core';
import * as fc from 'fast-check';
import {
  badMac,
  bridgeName,
  given,
  INDEXES,
  indexOf,
  linkName,
  mac,
  macvlanName,
  mtu,
  namespace,
  sometimes,
  vethName,
} from './pool.js';
import { withShortDelay } from './undefined.js';

const master = fc.oneof({ weight: 8, arbitrary: bridgeName }, { weight: 1, arbitrary: linkName });

/** One attribute besides, at most: of two that fail, which one is told depends on how a driver sends them. */
const extra: fc.Arbitrary<object> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  { weight: 3, arbitrary: fc.record({ mtu }) },
  { weight: 4, arbitrary: fc.record({ master }) },
  { weight: 1, arbitrary: fc.record({ alias: fc.constantFrom('one', 'two words') }) },
  { weight: 1, arbitrary: fc.record({ altNames: fc.constantFrom(['alt0'], ['alt1', 'alt0']) }) },
  { weight: 1, arbitrary: fc.record({ txQueueLength: fc.constantFrom(0, 5) }) },
  { weight: 1, arbitrary: fc.record({ group: fc.constantFrom(0, 3) }) },
  { weight: 1, arbitrary: fc.record({ promiscuous: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ allMulticast: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ multicast: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ arp: fc.boolean() }) },
);
const up = sometimes(fc.boolean(), 6);

/** Now and then one that is another link's. */
const otherIndex = sometimes(fc.constantFrom(...INDEXES), 1);

/** An index is always asked for, as core does: two links of one index are met by chance otherwise, and time decides. */
function withIndex<T extends { namespace: string; name: string; otherIndex: number | undefined }>({
  otherIndex: other,
  ...link
}: T): Omit<T, 'otherIndex'> & { readonly ifindex: number } {
  return { ...link, ifindex: other ?? indexOf(link.namespace, link.name) };
}

/** Given always: a MAC that the kernel chooses would decide what a bridge has. */
const anyMac = fc.oneof({ weight: 12, arbitrary: mac }, { weight: 1, arbitrary: badMac });

export const addVeth: fc.Arbitrary<KernelOperation> = fc
  .record({
    namespace,
    name: vethName,
    otherIndex,
    mac: anyMac,
    up,
    extra,
    queues: fc.constantFrom({ tx: 1, rx: 1 }, { tx: 2, rx: 3 }),
    peer: fc.record({ name: vethName, namespace, otherIndex, mac, up }),
    peerExtra: extra,
    side: fc.boolean(),
  })
  .map(({ queues, peer, extra: own, peerExtra, side, ...link }) =>
    given({
      op: 'link.add' as const,
      kind: 'veth' as const,
      ...withIndex(link),
      ...(side ? own : {}),
      data: {
        peer: {
          ...given(withIndex(peer)),
          ...(side ? {} : peerExtra),
        },
        queues,
      },
    }),
  ) as fc.Arbitrary<KernelOperation>;

export const addBridge: fc.Arbitrary<KernelOperation> = fc
  .record({
    namespace,
    name: bridgeName,
    otherIndex,
    mac: sometimes(anyMac, 3),
    up,
    extra,
    data: fc
      .record({
        stp: sometimes(fc.boolean(), 1),
        priority: sometimes(fc.constantFrom(0, 4096, 65_535), 1),
        forwardDelay: sometimes(fc.constantFrom(0, 1, 200, 1501, 3000, 3001), 1),
        helloTime: sometimes(fc.constantFrom(99, 100, 201, 1000), 1),
        maxAge: sometimes(fc.constantFrom(600, 601, 4000, 599), 1),
        ageingTime: sometimes(fc.constantFrom(0, 30_001, 5), 1),
        multicastSnooping: sometimes(fc.boolean(), 1),
        groupForwardMask: sometimes(fc.constantFrom(0, 8, 7, 65_528), 1),
        vlanFiltering: sometimes(fc.boolean(), 1),
      })
      .map(given),
  })
  .map(({ extra: own, data, ...link }) =>
    given({
      op: 'link.add' as const,
      kind: 'bridge' as const,
      ...withIndex(link),
      ...own,
      data: withShortDelay(data),
    }),
  ) as fc.Arbitrary<KernelOperation>;

const mode = fc.constantFrom('private', 'vepa', 'bridge', 'bridge', 'passthru', 'source');

export const addMacvlan: fc.Arbitrary<KernelOperation> = fc
  .record({
    kind: fc.constantFrom('macvlan', 'macvlan', 'macvtap'),
    namespace,
    name: macvlanName,
    otherIndex,
    mac: anyMac,
    up,
    extra,
    data: fc.record({
      parent: fc.oneof({ weight: 6, arbitrary: vethName }, { weight: 2, arbitrary: linkName }),
      parentNamespace: namespace,
      mode,
    }),
  })
  .map(({ extra: own, ...link }) =>
    given({ op: 'link.add' as const, ...withIndex(link), ...own }),
  ) as fc.Arbitrary<KernelOperation>;

const change: fc.Arbitrary<LinkChanges> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ up: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ mtu }) },
  { weight: 3, arbitrary: fc.record({ mac: anyMac }) },
  { weight: 4, arbitrary: fc.record({ master: fc.oneof(fc.constant(null), bridgeName, linkName) }) },
  { weight: 2, arbitrary: fc.record({ name: linkName }) },
  { weight: 3, arbitrary: fc.record({ namespace }) },
  { weight: 1, arbitrary: fc.record({ namespace, namespaceIndex: fc.constantFrom(...INDEXES) }) },
  { weight: 1, arbitrary: fc.record({ addAltName: fc.constantFrom('alt0', 'alt1', 'v0') }) },
  { weight: 1, arbitrary: fc.record({ deleteAltName: fc.constantFrom('alt0', 'alt1') }) },
  { weight: 1, arbitrary: fc.record({ alias: fc.constantFrom('three', null) }) },
  { weight: 1, arbitrary: fc.record({ txQueueLength: fc.constantFrom(0, 7) }) },
  { weight: 1, arbitrary: fc.record({ group: fc.constantFrom(0, 4) }) },
  { weight: 1, arbitrary: fc.record({ promiscuous: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ allMulticast: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ multicast: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ arp: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ addressGeneration: fc.constantFrom('none', 'eui64') }) },
  { weight: 2, arbitrary: fc.record({ port: fc.record({ cost: fc.constantFrom(0, 1, 77, 70_000) }) }) },
  { weight: 1, arbitrary: fc.record({ port: fc.record({ isolated: fc.boolean() }) }) },
  { weight: 1, arbitrary: fc.record({ port: fc.record({ priority: fc.constantFrom(0, 63, 64) }) }) },
) as fc.Arbitrary<LinkChanges>;

export const setLink: fc.Arbitrary<KernelOperation> = fc
  .record({ namespace, name: linkName, changes: change })
  .map((operation) => ({ op: 'link.set' as const, ...operation }));

/** Options of a kind are changed on links whose names say the kind. */
export const setData: fc.Arbitrary<KernelOperation> = fc.oneof(
  fc
    .record({
      namespace,
      name: bridgeName,
      data: fc.constantFrom(
        withShortDelay({ stp: true }),
        { stp: false },
        { forwardDelay: 100 },
        { forwardDelay: 401 },
        { ageingTime: 33 },
        { multicastSnooping: false },
        { helloTime: 99 },
        { priority: 7 },
      ),
    })
    .map(({ data, ...rest }): KernelOperation => ({ op: 'link.set', ...rest, kind: 'bridge', changes: { data } })),
  fc
    .record({ namespace, name: macvlanName, data: mode.map((value) => ({ mode: value })) })
    .map(({ data, ...rest }): KernelOperation => ({ op: 'link.set', ...rest, kind: 'macvlan', changes: { data } })),
);

export const deleteLink: fc.Arbitrary<KernelOperation> = fc
  .record({ namespace, name: linkName })
  .map((operation) => ({ op: 'link.delete' as const, ...operation }));
