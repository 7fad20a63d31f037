import test from 'ava';
import { parseAlias } from '../../dist/value/alias.js';
import { parseDurationMs } from '../../dist/value/duration.js';
import { readFields } from '../../dist/value/fields.js';
import { parseMtu } from '../../dist/value/mtu.js';
import type { Parsed } from '../../dist/value/parsed.js';
import { parseProcessId } from '../../dist/value/process-id.js';
import { parseRouteProtocol } from '../../dist/value/route-protocol.js';
import { parseScope } from '../../dist/value/route-scope.js';
import { suggestion } from '../../dist/value/suggestion.js';
import { parseSysctlKey } from '../../dist/value/sysctl-key.js';
import { parseSysctlValue } from '../../dist/value/sysctl-value.js';

const value = <T>(parsed: Parsed<T>): T | undefined => (parsed.ok ? parsed.value : undefined);

test('numbers and their ranges', (t) => {
  t.is(value(parseMtu(68)), 68);
  t.is(value(parseMtu(65_535)), 65_535);
  for (const wrong of [67, 65_536, 1500.5, '1500', Number.NaN, Infinity, -1, null]) t.false(parseMtu(wrong).ok);
  t.is(value(parseProcessId(1)), 1);
  t.false(parseProcessId(0).ok);
  t.is(value(parseDurationMs(1)), 1);
  t.false(parseDurationMs(2 ** 31).ok);
  t.false(parseDurationMs(0).ok);
});

test('sysctl keys: both ways of sysctl(8) to write them, and only those of a namespace', (t) => {
  const cases: Readonly<Record<string, string | undefined>> = {
    'net.ipv4.ip_forward': 'net/ipv4/ip_forward',
    'net/ipv4/ip_forward': 'net/ipv4/ip_forward',
    'net/ipv4/conf/eth0.100/forwarding': 'net/ipv4/conf/eth0.100/forwarding',
    'net.ipv4.conf.eth0/100.forwarding': 'net/ipv4/conf/eth0.100/forwarding',
    'net.ipv4.conf.br-lan.rp_filter': 'net/ipv4/conf/br-lan/rp_filter',
    'kernel.hostname': undefined,
    'net.x': undefined,
    net: undefined,
    'net/../kernel/hostname': undefined,
    'net.//.kernel.hostname': undefined,
    '/net/ipv4/ip_forward': undefined,
    'net..ipv4.ip_forward': undefined,
    'net/ipv4/': undefined,
    'net.ipv4.ip forward': undefined,
    'net.ipv4.-w': undefined,
    'net.ipv4.x=1': undefined,
    [`net.ipv4.${'x'.repeat(300)}`]: undefined,
  };
  for (const [key, expected] of Object.entries(cases)) t.is(value(parseSysctlKey(key)), expected, key.slice(0, 40));
});

test('sysctl values: one line, or a whole number', (t) => {
  t.is(value(parseSysctlValue(1)), '1');
  t.is(value(parseSysctlValue('32768\t60999')), '32768\t60999');
  t.is(value(parseSysctlValue('1\n')), '1');
  for (const wrong of ['', ' ', 'a\nb', 'a\0', 'x'.repeat(4097), 1.5, true, null]) t.false(parseSysctlValue(wrong).ok);
});

test('aliases, scopes and protocols', (t) => {
  t.is(value(parseAlias('uplink of rack 7, "left" # é')), 'uplink of rack 7, "left" # é');
  for (const wrong of ['', 'a\nb', 'é'.repeat(128), 5]) t.false(parseAlias(wrong).ok);
  t.is(value(parseScope('link')), 'link');
  t.is(value(parseScope('255')), '255');
  for (const wrong of ['links', '256', '01', 5]) t.false(parseScope(wrong).ok);
  t.is(value(parseRouteProtocol('static')), 'static');
  t.is(value(parseRouteProtocol('186')), '186');
  t.false(parseRouteProtocol('statik').ok);
});

test('suggestions', (t) => {
  t.is(suggestion('adress', ['mtu', 'address']), "did you mean 'address'?");
  t.is(suggestion('eht0', ['lo', 'eth0']), "did you mean 'eth0'?");
  t.is(suggestion('zebra', ['mtu', 'address']), undefined);
  t.is(suggestion('x'.repeat(10_000), ['x']), undefined);
  t.is(suggestion('x', []), undefined);
});

test('options: only own ones count, and every refusal is told', (t) => {
  const told: string[] = [];
  const given = readFields(
    { mtu: 5, x: 1, y: undefined },
    { mtu: parseMtu },
    ({ message }) => told.push(message),
    'peer.',
  );
  t.deepEqual(given, {});
  t.deepEqual(told, [
    '`peer.mtu`: expected a whole number from 68 to 65535 bytes, got 5',
    "there is no option 'peer.x'",
  ]);
  t.deepEqual(
    readFields(Object.create({ mtu: 1 }), { mtu: parseMtu }, () => t.fail()),
    {},
  );
});
