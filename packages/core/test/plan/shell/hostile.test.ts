import test from 'ava';
import * as fc from 'fast-check';
import { DriverError, HOST, type KernelOperation, commandsOf, ipCommands, shellLine, sysctlKey } from '@netloom/core';
import { execFileSync } from 'node:child_process';

const context = { hostNetns: '/proc/1000/ns/net' };

/** Text as an attacker would choose it: options, keywords, shell and batch syntax, paths, control characters. */
const hostile = fc.oneof(
  fc.constantFrom('-batch', '--', 'help', 'up', 'if7', '../../proc/1/ns/net', '/', '.', '..', '', '$(id)', '`id`'),
  fc.constantFrom('a\nlink delete dev eth0', 'a b', '"', "'", '\\', '#', 'a;b', 'a|b', '\0', '%d', 'table\tall'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

/** Words after which `ip` takes any text as it is. */
const TAKES_TEXT: ReadonlySet<string> = new Set('name dev link master netns alias altname label iif oif'.split(' '));

function operationsWith(text: string): readonly KernelOperation[] {
  const on = { namespace: HOST, link: text, family: 'inet' } as const;
  const at = { namespace: HOST, link: 'x', family: 'inet', address: '10.0.0.1/8' } as const;
  const route = { namespace: HOST, family: 'inet', destination: '10.0.0.0/8', table: 254, type: 'unicast' } as const;
  const veth = { op: 'link.add', namespace: HOST, kind: 'veth', name: 'x' } as const;
  const peer = { name: 'p', namespace: HOST } as const;
  const rule = { op: 'rule.add', namespace: HOST, family: 'inet', priority: 1, action: 'lookup' } as const;
  return [
    { op: 'namespace.add', namespace: text },
    { op: 'namespace.delete', namespace: text },
    { ...veth, name: text, data: { peer } },
    { ...veth, data: { peer: { ...peer, name: text } } },
    { ...veth, data: { peer: { ...peer, namespace: text } } },
    { ...veth, data: { peer: { ...peer, namespace: { path: text } } } },
    { ...veth, master: text, mac: text, data: { peer } },
    { ...veth, alias: text, altNames: [text], data: { peer } },
    {
      op: 'link.add',
      namespace: HOST,
      kind: 'macvlan',
      name: 'x',
      data: { parent: text, parentNamespace: HOST, mode: 'bridge' },
    },
    { op: 'link.set', namespace: HOST, name: text, changes: { up: true } },
    { op: 'link.set', namespace: HOST, name: 'x', changes: { name: text } },
    { op: 'link.set', namespace: HOST, name: 'x', changes: { addAltName: text } },
    { op: 'link.set', namespace: HOST, name: 'x', changes: { mac: text } },
    { op: 'link.set', namespace: HOST, name: 'x', kind: text, changes: { data: { [text]: text } } },
    { op: 'link.set', namespace: HOST, name: 'x', changes: { namespace: text } },
    { op: 'link.delete', namespace: text, name: text },
    { op: 'address.add', ...on, address: '10.0.0.1/8' },
    { op: 'address.add', ...at, address: text },
    { op: 'address.add', ...at, peer: text },
    { op: 'address.add', ...at, broadcast: text },
    { op: 'address.add', ...at, label: text },
    { op: 'address.add', ...at, scope: text },
    { op: 'route.add', ...route, destination: text },
    { op: 'route.add', ...route, via: text },
    { op: 'route.add', ...route, dev: text },
    { op: 'route.add', ...route, source: text },
    { op: 'route.add', ...route, scope: text },
    { op: 'route.add', ...route, protocol: text },
    { op: 'route.add', ...route, metrics: { [text]: 1 } },
    { op: 'route.add', ...route, nextHops: [{ via: text, dev: text }] },
    { op: 'neighbour.add', ...on, address: text },
    { op: 'neighbour.add', ...on, address: '10.0.0.1', mac: text },
    { ...rule, from: text },
    { ...rule, to: text },
    { ...rule, inputDevice: text, outputDevice: text },
    { ...rule, ipProtocol: text, sourcePort: text, destinationPort: text },
    { op: 'fdb.add', ...on, mac: text, owner: 'self', state: 'static' },
    { op: 'sysctl.set', namespace: HOST, key: `net/${text}`, value: '1' },
  ];
}

/** A word that is no text of the user's: it stands in every command of this kind, or has the form of a value. */
const VALUE = /^[0-9a-zA-Z][0-9a-zA-Z_.:/-]*$/;

test('text of a user is one argument, behind a word that takes any, or it is refused', (t) => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const operation of operationsWith(text)) {
        let commands;
        try {
          commands = commandsOf(operation, context);
        } catch (error) {
          if (error instanceof DriverError) continue;
          throw error;
        }
        for (const { args, program } of commands) {
          if (program === 'sysctl') continue;
          for (const [at, word] of args.entries()) {
            const free = TAKES_TEXT.has(args[at - 1] ?? '') || args[0] === 'netns' || args[at - 2] === 'altname';
            if (word === text && !free && !VALUE.test(word)) return false;
          }
        }
      }
      return true;
    }),
    { numRuns: 500 },
  );
  t.pass();
});

test('a name of a namespace leads nowhere else', (t) => {
  for (const name of ['', '.', '..', 'a/b', '../../proc/1/ns/net', 'a\0b']) {
    t.throws(() => ipCommands({ op: 'link.delete', namespace: name, name: 'x' }), { instanceOf: DriverError });
    t.throws(() => ipCommands({ op: 'namespace.add', namespace: name }), { instanceOf: DriverError });
  }
  t.throws(() => ipCommands({ op: 'link.delete', namespace: { path: 'relative' }, name: 'x' }), {
    instanceOf: DriverError,
  });
});

test('a name that reads as an index is refused', (t) => {
  t.throws(() => ipCommands({ op: 'link.delete', namespace: HOST, name: 'if7' }), { message: /name of a link.*if7/ });
});

test('a key of a kernel parameter stays below net/', (t) => {
  for (const key of [
    'kernel/core_pattern',
    'net',
    'net/',
    'net//a',
    'net/../kernel/x',
    'net/./a',
    'net/a/..',
    '/net/a',
  ]) {
    t.throws(() => sysctlKey(key), { instanceOf: DriverError }, key);
  }
  t.is(sysctlKey('net/ipv4/conf/eth0.5/forwarding'), 'net/ipv4/conf/eth0.5/forwarding');
});

test('a shell reads a line back as the words that it was made of', (t) => {
  const words = fc.array(
    fc.string({ unit: 'grapheme' }).filter((word) => !/[\0\n]/.test(word)),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(words, (args) => {
      const script = `printf '%s\\n' ${shellLine(args)}`;
      return execFileSync('sh', ['-c', script], { encoding: 'utf8' }) === args.map((word) => `${word}\n`).join('');
    }),
    { numRuns: 60 },
  );
  t.pass();
});
