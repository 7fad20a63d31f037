import type { KernelOperation } from '@netloom/core';
import * as fc from 'fast-check';
import { indexOf, MACS } from './pool.js';

/** What most cases begin with: links that operations can be about, so that not all of them meet nothing. */
interface Begun {
  readonly lo: boolean;
  readonly across: boolean;
  readonly up: boolean;
  readonly addresses: readonly string[];
  readonly bridge: boolean;
  readonly enslaved: boolean;
  readonly macvlan: 'private' | 'bridge' | 'passthru' | undefined;
  readonly route: boolean;
  readonly neighbours: boolean;
}

function operations({
  lo,
  across,
  up,
  addresses,
  bridge,
  enslaved,
  macvlan,
  route,
  neighbours,
}: Begun): KernelOperation[] {
  const far = across ? 'b' : 'a';
  const list: KernelOperation[] = [];
  if (lo) list.push({ op: 'link.set', namespace: 'a', name: 'lo', changes: { up } });
  list.push(pair('v0', MACS[1], 'v1', MACS[2], far, up));
  if (bridge) {
    list.push({
      op: 'link.add',
      namespace: 'a',
      kind: 'bridge',
      name: 'br0',
      ifindex: indexOf('a', 'br0'),
      up,
      data: {},
    });
    list.push(pair('v2', MACS[0], 'v3', MACS[3], far, up));
    if (enslaved) list.push({ op: 'link.set', namespace: 'a', name: 'v2', changes: { master: 'br0' } });
  }
  if (macvlan !== undefined) {
    const data = { parent: 'v0', parentNamespace: 'a', mode: macvlan };
    const ifindex = indexOf('a', 'm0');
    list.push({ op: 'link.add', namespace: 'a', kind: 'macvlan', name: 'm0', ifindex, mac: MACS[3], up, data });
  }
  for (const address of addresses) {
    const family = address.includes(':') ? 'inet6' : 'inet';
    list.push({ op: 'address.add', namespace: 'a', link: 'v0', family, address });
  }
  if (route) {
    const way = { table: 254, type: 'unicast', dev: 'v0' } as const;
    list.push({ op: 'route.add', namespace: 'a', family: 'inet', destination: '10.9.0.0/16', ...way });
  }
  if (neighbours) list.push(neighbour('10.0.0.9'), neighbour('fd00::9'));
  return list;
}

function neighbour(address: string): KernelOperation {
  const family = address.includes(':') ? 'inet6' : 'inet';
  return { op: 'neighbour.add', namespace: 'a', link: 'v0', family, address, mac: MACS[0], state: 'permanent' };
}

function pair(name: string, mac: string, peer: string, peerMac: string, far: string, up: boolean): KernelOperation {
  const ends = { ifindex: indexOf('a', name), up, mac };
  return {
    op: 'link.add',
    namespace: 'a',
    kind: 'veth',
    name,
    ...ends,
    data: {
      peer: { name: peer, namespace: far, ifindex: indexOf(far, peer), mac: peerMac, up },
      queues: { tx: 1, rx: 1 },
    },
  };
}

export const prelude: fc.Arbitrary<KernelOperation[]> = fc
  .record({
    lo: fc.boolean(),
    across: fc.boolean(),
    up: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    addresses: fc.subarray(['10.0.0.1/24', '10.0.0.2/24', '10.0.1.1/24', 'fd00::1/64', 'fd00::2/64'], { minLength: 2 }),
    bridge: fc.boolean(),
    enslaved: fc.boolean(),
    macvlan: fc.constantFrom(undefined, 'private' as const, 'bridge' as const, 'passthru' as const),
    route: fc.boolean(),
    neighbours: fc.boolean(),
  })
  .map(operations);
