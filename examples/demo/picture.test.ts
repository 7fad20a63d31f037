import test from 'ava';
import { createNet, type Net } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import { picture } from './picture.js';
import { drawRails, type Rail } from './rails.js';

function open(): Net {
  return createNet({ driver: mockDriver() });
}

test('a pair, a macvlan and its parent, addresses and routes', async (t) => {
  await using net = open();
  await net
    .namespace('web')
    .veth('veth0', { address: '10.0.0.2/24', peer: { name: 'web0', address: ['10.0.0.1/24', 'fd00::1/64'] } })
    .macvlan('eth0', { mode: 'vepa', up: false })
    .route('default', { via: '10.0.0.1' })
    .commit();
  t.is(
    picture(await net.snapshot()),
    `
the host
  eth0      physical        up ◄────────────────────────────────┐
  web0      veth            up    10.0.0.1/24, fd00::1/64 ◄──┐  │
                                                             │  │
namespace "web"                                              │  │
  veth0     veth            up    10.0.0.2/24 ◄──────────────┘  │
  macvlan0  macvlan (vepa)  down ───────────────────────────────┘
  default via 10.0.0.1 dev veth0`.trimStart(),
  );
});

test('a bridge with its ports is one line', async (t) => {
  await using net = open();
  await net
    .host()
    .bridge('br0', { address: '10.0.0.1/24' })
    .namespace('a')
    .veth('eth0', { peer: { name: 'a0', master: 'br0' } })
    .namespace('b')
    .veth('eth0', { peer: { name: 'b0', master: 'br0' } })
    .commit();
  t.is(
    picture(await net.snapshot()),
    `
the host
  eth0  physical  up
  br0   bridge    up  10.0.0.1/24 ◄──┐
  a0    veth      up ◄───────────────┼──┐
  b0    veth      up ◄───────────────┴──│──┐
                                        │  │
namespace "a"                           │  │
  eth0  veth      up ◄──────────────────┘  │
                                           │
namespace "b"                              │
  eth0  veth      up ◄─────────────────────┘`.trimStart(),
  );
});

test('a namespace with nothing in it says so', async (t) => {
  await using net = open();
  await net.namespace('empty').commit();
  t.true(picture(await net.snapshot()).endsWith('namespace "empty"\n  (nothing but lo)'));
});

test('rails that do not overlap share a column; a line that only passes is not broken', (t) => {
  const rail = (rows: readonly number[], arrow: number): Rail => ({ rows: new Set(rows), arrows: new Set([arrow]) });
  t.deepEqual(drawRails(['a', 'b', 'c', 'd', 'e'], [rail([0, 1], 0), rail([2, 4], 4), rail([1, 3], 1)]), [
    'a ◄──┐',
    'b ◄──┴──┐',
    'c ───┐  │',
    'd ───│──┘',
    'e ◄──┘',
  ]);
  t.deepEqual(drawRails(['alone'], []), ['alone']);
});
