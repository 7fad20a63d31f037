import test from 'ava';
import { HOST, type NamespaceRef, namespaceKey } from '@netloom/core';
import { type RawLink, parseLink } from '../../dist/json/link.js';
import { type KnownLinks, byIndex } from '../../dist/read/known-links.js';
import { onlyFit, peerGroups } from '../../dist/read/peer-groups.js';
import { fixture } from '../json/fixture.js';

const links = (name: string): readonly RawLink[] => (fixture(name)[0] ?? []).map(parseLink);
const known: KnownLinks = new Map([
  [namespaceKey(HOST), byIndex(links('host'))],
  ['blue', byIndex(links('blue'))],
  ['green', byIndex(links('green'))],
]);
const all: readonly NamespaceRef[] = [HOST, 'blue', 'green'];

test('two ends of a veth that name each other settle the namespace', (t) => {
  const [group, ...more] = peerGroups(HOST, links('host'));
  t.is(more.length, 0);
  t.is(group && onlyFit(group, all, known), 'blue');
  const [back] = peerGroups('blue', links('blue'));
  t.deepEqual(back && onlyFit(back, all, known), HOST);
});

test('what only stands on a link elsewhere is left to the kernel', (t) => {
  const [group] = peerGroups('green', links('green'));
  t.is(group?.pairs.length, 2);
  t.is(group && onlyFit(group, all, known), undefined);
});

test('nothing is settled where two namespaces fit, or none', (t) => {
  const [group] = peerGroups(HOST, links('host'));
  const twice = new Map([...known, ['twin', byIndex(links('blue'))]]);
  t.is(group && onlyFit(group, [...all, 'twin'], twice), undefined);
  t.is(group && onlyFit(group, [HOST, 'green'], known), undefined);
});
