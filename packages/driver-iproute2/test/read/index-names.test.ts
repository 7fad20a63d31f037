import test from 'ava';
import { HOST, type IpCommand, type NamespaceRef } from '@netloom/core';
import { type RawLink, parseLink } from '../../dist/json/link.js';
import { IndexNames } from '../../dist/read/index-names.js';

const link = (ifindex: number, ifname: string, ...altnames: string[]): RawLink =>
  parseLink({ ifindex, ifname, mtu: 1500, altnames });
const up = (namespace: NamespaceRef, word: string): IpCommand => ({
  namespace,
  program: 'ip',
  args: ['link', 'set', 'dev', word, 'up'],
});

test('a link whose name or other name reads as the index of another is found', (t) => {
  const names = new IndexNames();
  names.learn('blue', [link(2, 'if7'), link(3, 'eth0', 'if8'), link(9, 'if9')]);
  t.is(names.misread(up('blue', 'if7')), 'if7');
  t.is(names.misread(up('blue', 'if8')), 'if8');
  t.is(names.misread(up('blue', 'if9')), undefined);
  t.is(names.misread(up('blue', 'if2')), undefined);
  t.is(names.misread(up(HOST, 'if7')), undefined);
});

test('a later reading replaces what was learnt', (t) => {
  const names = new IndexNames();
  names.learn('blue', [link(2, 'if7')]);
  names.learn('blue', [link(2, 'eth0')]);
  t.is(names.misread(up('blue', 'if7')), undefined);
});
