import test from 'ava';
import { assert as assertThat, property, string } from 'fast-check';
import { parseInterfaceName, parseNewInterfaceName } from '../../dist/value/interface-name.js';
import { parseNamespaceName } from '../../dist/value/namespace-name.js';
import { parseNamespacePath } from '../../dist/value/namespace-path.js';
import { parseNamespaceRef } from '../../dist/value/parse-namespace-ref.js';
import type { Parser } from '../../dist/value/parsed.js';
import { peerName } from '../../dist/value/peer-name.js';
import { showValue } from '../../dist/value/show-value.js';
import { HOST } from '@netloom/core';

const accepts = <T>(parser: Parser<T>, value: unknown): boolean => parser(value).ok;

test('interface names: length, letters, what the kernel and ip keep for themselves', (t) => {
  for (const name of [
    'a',
    'eth0',
    'eth0.100',
    'br-lan',
    'veth_1',
    'a@b',
    'wg+1',
    '5',
    'x'.repeat(15),
    'if',
    'ifb0',
    'If5',
    'all0',
  ]) {
    t.true(accepts(parseNewInterfaceName, name), name);
  }
  for (const name of [
    '',
    'x'.repeat(16),
    '.',
    '..',
    'a/b',
    'a:b',
    'a b',
    '-a',
    'a%d',
    'all',
    'default',
    'if5',
    'if0',
    'lo',
    'é',
  ]) {
    t.false(accepts(parseNewInterfaceName, name), name);
  }
  t.true(accepts(parseInterfaceName, 'lo'));
  t.true(accepts(parseInterfaceName, 'x'.repeat(127)));
  t.false(accepts(parseInterfaceName, 'x'.repeat(128)));
});

test('whatever is accepted can be no option, path, pattern or second line', (t) => {
  assertThat(
    property(string({ unit: 'binary', maxLength: 20 }), (text) => {
      for (const parser of [parseNewInterfaceName, parseInterfaceName, parseNamespaceName]) {
        const parsed = parser(text);
        if (parsed.ok) t.regex(parsed.value, /^(?!-|\.\.?$)[\w.@+-]+$/);
      }
    }),
  );
  t.pass();
});

test('namespace names are files of a folder', (t) => {
  for (const name of ['a', 'netns01', 'cni-1234', 'x'.repeat(255), 'host', 'lo', 'all'])
    t.true(accepts(parseNamespaceName, name), name);
  for (const name of ['', '.', '..', 'a/b', 'x'.repeat(256), '-n', 'a b'])
    t.false(accepts(parseNamespaceName, name), name);
});

test('namespace paths: absolute and plain', (t) => {
  for (const path of ['/proc/7/ns/net', '/var/run/docker/netns/1a', '/run/netns/é x'])
    t.true(accepts(parseNamespacePath, path), path);
  for (const path of [
    '',
    '/',
    'run/netns/a',
    './a',
    '/a/../b',
    '/a//b',
    '/a/',
    '/a/./b',
    '/a\0',
    '/a\nb',
    `/${'x'.repeat(4096)}`,
    7,
  ]) {
    t.false(accepts(parseNamespacePath, path), String(path));
  }
});

test('references to namespaces', (t) => {
  t.deepEqual(parseNamespaceRef('a'), { ok: true, value: 'a' });
  t.deepEqual(parseNamespaceRef({ path: '/a' }), { ok: true, value: { path: '/a' } });
  t.deepEqual(parseNamespaceRef({ pid: 1 }), { ok: true, value: { pid: 1 } });
  t.deepEqual(parseNamespaceRef(JSON.parse(JSON.stringify(HOST))), { ok: true, value: HOST });
  for (const wrong of [
    undefined,
    null,
    {},
    { pid: 0 },
    { pid: 2 ** 22 + 1 },
    { pid: 1.5 },
    { pid: '1' },
    { path: '/a', pid: 1 },
    { host: false },
    [],
  ]) {
    t.false(accepts(parseNamespaceRef, wrong));
  }
});

test('peerName: stable, short, a valid name, and no two pairs share one by being joined', (t) => {
  t.is(peerName('a', 'eth0'), peerName('a', 'eth0'));
  t.not(peerName('a', 'bc'), peerName('ab', 'c'));
  assertThat(
    property(string(), string(), (namespace, name) => accepts(parseNewInterfaceName, peerName(namespace, name))),
  );
  t.is(peerName('a', 'eth0').length, 15);
});

test('values are shown in a way that is safe on a terminal', (t) => {
  t.is(showValue('plain'), "'plain'");
  t.is(showValue("a'\n\u001B[31m\u202E"), String.raw`'a\'\u000a\u001b[31m\u202e'`);
  t.is(showValue('x'.repeat(1000)).length, 43);
  t.is(showValue(Symbol('x')), 'a symbol');
  t.is(
    showValue({
      toString: () => {
        throw new Error('no');
      },
    }),
    'an object',
  );
  t.is(showValue(5n), '5n');
});
