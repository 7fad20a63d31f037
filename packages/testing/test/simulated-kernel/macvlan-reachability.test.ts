import test from 'ava';
import type { MacvlanMode } from '@netloom/core';
import { Network } from './network.js';

/** Two children on eth0, each in a namespace; eth0's other end is outside. */
function children(one: MacvlanMode, other: MacvlanMode): Network {
  return new Network()
    .namespace('parent', 'outside', 'one', 'other')
    .veth('parent', 'eth0', 'outside', 'sw0')
    .address('parent', 'eth0', '10.0.0.1/24')
    .address('outside', 'sw0', '10.0.0.9/24')
    .macvlan('one', 'm0', 'parent', 'eth0', one)
    .address('one', 'm0', '10.0.0.2/24')
    .macvlan('other', 'm1', 'parent', 'eth0', other)
    .address('other', 'm1', '10.0.0.3/24');
}

const PAIRS: readonly (readonly [one: MacvlanMode, other: MacvlanMode, siblings: boolean])[] = [
  ['bridge', 'bridge', true],
  ['private', 'private', false],
  ['vepa', 'vepa', false],
  ['private', 'bridge', false],
  ['vepa', 'bridge', false],
];

for (const [one, other, siblings] of PAIRS) {
  test(`macvlan ${one} and ${other}: siblings ${siblings ? 'reach' : 'do not reach'} each other, never the parent, always the outside`, (t) => {
    const network = children(one, other);
    t.is(network.ping('one', '10.0.0.3') === undefined, siblings);
    t.is(network.ping('other', '10.0.0.2') === undefined, siblings);
    t.is(network.ping('one', '10.0.0.9'), undefined);
    t.is(network.ping('outside', '10.0.0.2'), undefined);
    t.regex(network.ping('one', '10.0.0.1') ?? '', /m0 and its parent eth0 never talk to each other/);
    t.regex(network.ping('parent', '10.0.0.2') ?? '', /m0 and its parent eth0 never talk to each other/);
  });
}

test('vepa: siblings reach each other, and the parent, where the switch outside sends frames back', (t) => {
  const network = children('vepa', 'vepa').bridge('outside', 'br0', 'sw0');
  t.not(network.ping('one', '10.0.0.3'), undefined);
  network.do({ op: 'link.set', namespace: 'outside', name: 'sw0', changes: { port: { hairpin: true } } });
  t.is(network.ping('one', '10.0.0.3'), undefined);
  t.is(network.ping('one', '10.0.0.1'), undefined);
});

test('a macvlan of its own, in place of the parent, talks to the others', (t) => {
  const network = children('bridge', 'bridge')
    .do({ op: 'address.delete', namespace: 'parent', link: 'eth0', family: 'inet', address: '10.0.0.1/24' })
    .macvlan('parent', 'own', 'parent', 'eth0', 'bridge')
    .address('parent', 'own', '10.0.0.7/24');
  t.is(network.ping('one', '10.0.0.7'), undefined);
});

test('without the parent’s carrier not even bridge mode works', (t) => {
  const network = children('bridge', 'bridge');
  network.do({ op: 'link.set', namespace: 'outside', name: 'sw0', changes: { up: false } });
  t.regex(network.ping('one', '10.0.0.3') ?? '', /m0 has no carrier/);
});

test('passthru: the child has the outside, and the parent is cut off while it is up', (t) => {
  const network = new Network()
    .namespace('parent', 'outside', 'child')
    .veth('parent', 'eth0', 'outside', 'sw0')
    .address('parent', 'eth0', '10.0.0.1/24')
    .address('outside', 'sw0', '10.0.0.9/24')
    .macvlan('child', 'm0', 'parent', 'eth0', 'passthru')
    .address('child', 'm0', '10.0.0.2/24');
  t.is(network.ping('child', '10.0.0.9'), undefined);
  t.not(network.ping('outside', '10.0.0.1'), undefined);
  network.do({ op: 'link.delete', namespace: 'child', name: 'm0' });
  t.is(network.ping('outside', '10.0.0.1'), undefined);
});

test('source: only senders that are listed, and none is', (t) => {
  const network = children('source', 'bridge');
  t.regex(network.ping('outside', '10.0.0.2') ?? '', /m0 \(source\) takes nothing from senders that it does not list/);
});

test('private: what comes back from outside is given to nobody but its sender (macvlan_handle_frame())', (t) => {
  const network = children('private', 'bridge').bridge('outside', 'br0', 'sw0');
  network.set('outside', 'sw0', { port: { hairpin: true } });
  t.regex(network.ping('one', '10.0.0.1') ?? '', /m0 \(private\) does not talk to what is on eth0/);
  t.not(network.ping('one', '10.0.0.3'), undefined);
  t.is(network.ping('other', '10.0.0.1'), undefined);
});

test('private: whom the parent asks knows its MAC, and answers by way of the switch outside (arp_process())', (t) => {
  const network = children('private', 'private').bridge('outside', 'br0', 'sw0');
  network.set('outside', 'sw0', { port: { hairpin: true } });
  t.is(network.ping('parent', '10.0.0.2'), undefined);
});

/** A macvlan as a port of a bridge, and a container on that. */
function asPort(mode: MacvlanMode): Network {
  return new Network()
    .namespace('parent', 'outside', 'hub', 'a')
    .veth('parent', 'eth0', 'outside', 'sw0')
    .address('outside', 'sw0', '10.0.0.9/24')
    .macvlan('hub', 'm0', 'parent', 'eth0', mode)
    .veth('a', 'eth0', 'hub', 'pa')
    .bridge('hub', 'br0', 'm0', 'pa')
    .address('a', 'eth0', '10.0.0.2/24');
}

for (const mode of ['bridge', 'private', 'vepa', 'passthru'] as const) {
  const reached = mode === 'passthru';
  test(`a macvlan (${mode}) as a bridge port gets ${reached ? 'all frames' : 'frames for its own MAC alone'}`, (t) => {
    const network = asPort(mode);
    t.is(network.ping('a', '10.0.0.9') === undefined, reached);
    t.is(network.ping('outside', '10.0.0.2') === undefined, reached);
  });
}

test('a bridge hears everything for the macvlans on it (IFF_UNICAST_FLT)', (t) => {
  const network = new Network()
    .namespace('hub', 'a', 'b')
    .veth('a', 'eth0', 'hub', 'pa')
    .bridge('hub', 'br0', 'pa')
    .address('a', 'eth0', '10.0.0.2/24')
    .address('hub', 'br0', '10.0.0.1/24')
    .macvlan('b', 'm0', 'hub', 'br0', 'bridge')
    .address('b', 'm0', '10.0.0.3/24');
  t.is(network.ping('a', '10.0.0.3'), undefined);
  t.is(network.ping('b', '10.0.0.2'), undefined);
  t.not(network.ping('b', '10.0.0.1'), undefined);
});
