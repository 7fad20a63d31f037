import type { MacvlanMode } from '@netloom/core';
import { Network } from '../simulated-kernel/network.js';
import type { Scene } from './scene.js';

const PAIRS: readonly (readonly [one: MacvlanMode, other: MacvlanMode])[] = [
  ['private', 'private'],
  ['vepa', 'vepa'],
  ['bridge', 'bridge'],
  ['private', 'bridge'],
  ['vepa', 'bridge'],
  ['private', 'vepa'],
];

/** eth0, whose other end is outside. */
function card(...others: readonly string[]): Network {
  return new Network()
    .namespace('parent', 'outside', ...others)
    .veth('parent', 'eth0', 'outside', 'sw0')
    .address('parent', 'eth0', '10.0.0.1/24');
}

/** Two children on eth0; with `hairpin` a switch outside sends frames back to where they came from. */
function children(one: MacvlanMode, other: MacvlanMode, hairpin: boolean): Network {
  const network = card('one', 'other')
    .macvlan('one', 'm0', 'parent', 'eth0', one)
    .address('one', 'm0', '10.0.0.2/24')
    .macvlan('other', 'm1', 'parent', 'eth0', other)
    .address('other', 'm1', '10.0.0.3/24');
  if (!hairpin) return network.address('outside', 'sw0', '10.0.0.9/24');
  return network
    .bridge('outside', 'br0', 'sw0')
    .set('outside', 'sw0', { port: { hairpin: true } })
    .address('outside', 'br0', '10.0.0.9/24');
}

/** A macvlan that is a port of a bridge, on which there is a container. */
function asPort(mode: MacvlanMode): Network {
  return (
    card('hub', 'a')
      .address('outside', 'sw0', '10.0.0.9/24')
      .macvlan('hub', 'm0', 'parent', 'eth0', mode)
      .bridge('hub', 'br0', 'm0')
      // With the MAC of m0, which it may get by chance, the bridge itself would be reached.
      .set('hub', 'br0', { mac: '02:00:00:00:0b:00' })
      .address('hub', 'br0', '10.0.0.5/24')
      .veth('a', 'eth0', 'hub', 'pa')
      .set('hub', 'pa', { master: 'br0' })
      .address('a', 'eth0', '10.0.0.2/24')
  );
}

const passthru = (): Network =>
  card('one')
    .address('outside', 'sw0', '10.0.0.9/24')
    .macvlan('one', 'm0', 'parent', 'eth0', 'passthru')
    .address('one', 'm0', '10.0.0.2/24');

/** A macvlan in place of the bridge's own address: on the bridge, or on an end of a pair that is a port of it. */
const onBridge = (): Network =>
  new Network()
    .namespace('hub', 'a', 'b', 'c')
    .bridge('hub', 'br0')
    .veth('a', 'eth0', 'hub', 'pa')
    .set('hub', 'pa', { master: 'br0' })
    .address('a', 'eth0', '10.0.0.2/24')
    .address('hub', 'br0', '10.0.0.1/24')
    .macvlan('b', 'm0', 'hub', 'br0', 'bridge')
    .address('b', 'm0', '10.0.0.3/24')
    .macvlan('c', 'm1', 'hub', 'br0', 'bridge')
    .address('c', 'm1', '10.0.0.4/24');

const ALL = [
  ['one', '10.0.0.3'],
  ['other', '10.0.0.2'],
  ['one', '10.0.0.1'],
  ['parent', '10.0.0.2'],
  ['one', '10.0.0.9'],
  ['outside', '10.0.0.2'],
] as const;

export const macvlanScenes = (): readonly Scene[] => [
  ...PAIRS.flatMap(([one, other]) =>
    [false, true].map((hairpin) => ({
      name: `macvlan ${one} and ${other}${hairpin ? ' with a hairpin' : ''}`,
      network: children(one, other, hairpin),
      pings: ALL,
    })),
  ),
  ...(['bridge', 'passthru', 'private', 'vepa'] as const).map((mode) => ({
    name: `macvlan ${mode} as a bridge port`,
    network: asPort(mode),
    pings: [
      ['a', '10.0.0.9'],
      ['outside', '10.0.0.2'],
      ['hub', '10.0.0.9'],
      ['outside', '10.0.0.5'],
      ['a', '10.0.0.5'],
    ] as const,
  })),
  {
    name: 'macvlan passthru',
    network: passthru(),
    pings: [
      ['one', '10.0.0.9'],
      ['outside', '10.0.0.2'],
      ['parent', '10.0.0.9'],
      ['outside', '10.0.0.1'],
      ['one', '10.0.0.1'],
      ['parent', '10.0.0.2'],
    ],
  },
  {
    name: 'macvlan on a bridge',
    network: onBridge(),
    pings: [
      ['a', '10.0.0.3'],
      ['b', '10.0.0.2'],
      ['b', '10.0.0.1'],
      ['hub', '10.0.0.3'],
      ['b', '10.0.0.4'],
      ['a', '10.0.0.1'],
    ],
  },
];
