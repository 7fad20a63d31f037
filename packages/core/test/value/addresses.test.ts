import test from 'ava';
import { parseIpAddress } from '../../dist/value/ip-address.js';
import { parseInterfaceAddress, parseNetwork } from '../../dist/value/ip-prefix.js';
import { parseHardwareAddress, parseMacAddress } from '../../dist/value/mac-address.js';
import type { Parsed } from '../../dist/value/parsed.js';

const text = (parsed: Parsed<string | { readonly text: string }>): string | undefined => {
  if (!parsed.ok) return undefined;
  return typeof parsed.value === 'string' ? parsed.value : parsed.value.text;
};

test('IP addresses: strict IPv4, IPv6 as RFC 5952 writes it', (t) => {
  const cases: Readonly<Record<string, string | undefined>> = {
    '10.0.0.1': '10.0.0.1',
    '255.255.255.255': '255.255.255.255',
    '10.0.0.01': undefined,
    '010.0.0.1': undefined,
    '0x0a.0.0.1': undefined,
    '10.0.1': undefined,
    '167772161': undefined,
    '10.0.0.256': undefined,
    '10.0.0.1 ': undefined,
    '10.0.0.1.': undefined,
    '::': '::',
    '::1': '::1',
    'FE80::ABCD': 'fe80::abcd',
    '2001:db8:0:0:1:0:0:1': '2001:db8::1:0:0:1',
    '2001:db8:0:1:1:1:1:1': '2001:db8:0:1:1:1:1:1',
    '2001:0db8::0001': '2001:db8::1',
    '0:0:0:0:0:ffff:192.0.2.1': '::ffff:192.0.2.1',
    '::ffff:c000:201': '::ffff:192.0.2.1',
    '::1.2.3.4': '::102:304',
    '64:ff9b::192.0.2.1': '64:ff9b::c000:201',
    '::ffff:1.2.3': undefined,
    '::ffff:01.2.3.4': undefined,
    '::1.2.3.4:5': undefined,
    'fe80::1%eth0': undefined,
    '2001:db8::1::2': undefined,
    ':::': undefined,
    '1:2:3:4:5:6:7': undefined,
    '1:2:3:4:5:6:7:8:9': undefined,
    'g::1': undefined,
    '': undefined,
    [':'.repeat(10_000)]: undefined,
  };
  for (const [given, expected] of Object.entries(cases))
    t.is(text(parseIpAddress(given)), expected, given.slice(0, 40));
});

test('addresses of links keep their host bits and need a prefix length', (t) => {
  const cases: Readonly<Record<string, string | undefined>> = {
    '10.0.0.1/24': '10.0.0.1/24',
    '10.0.0.1/0': '10.0.0.1/0',
    '10.0.0.1/32': '10.0.0.1/32',
    'FD00:0::1/64': 'fd00::1/64',
    '10.0.0.1': undefined,
    'fd00::1': undefined,
    '10.0.0.1/33': undefined,
    'fd00::1/129': undefined,
    '10.0.0.1/024': undefined,
    '10.0.0.1/255.255.255.0': undefined,
    '10.0.0.1/-1': undefined,
    '10.0.0.1/': undefined,
    '10.0.0.1/24/24': undefined,
    '10.0.0.1/ 24': undefined,
    '/24': undefined,
  };
  for (const [given, expected] of Object.entries(cases)) t.is(text(parseInterfaceAddress(given)), expected, given);
  const alone = parseInterfaceAddress('10.0.0.1');
  t.regex(alone.ok ? '' : (alone.mend ?? ''), /'10\.0\.0\.1\/24'/);
});

test('networks: IPv4 with host bits is refused, IPv6 is masked, as the kernel does', (t) => {
  t.is(text(parseNetwork('10.0.0.0/8')), '10.0.0.0/8');
  t.is(text(parseNetwork('10.0.0.1/8')), undefined);
  t.is(text(parseNetwork('10.0.0.1/32')), '10.0.0.1/32');
  t.is(text(parseNetwork('2001:db8::5/64')), '2001:db8::/64');
  t.is(text(parseNetwork('::5/0')), '::/0');
  t.is(text(parseNetwork('2001:db8::ff/121')), '2001:db8::80/121');
});

test('hardware addresses: six bytes, lower case, of one link', (t) => {
  t.is(text(parseMacAddress('02:AB:cd:00:00:01')), '02:ab:cd:00:00:01');
  for (const wrong of [
    '00:00:00:00:00:00',
    '01:00:00:00:00:01',
    'ff:ff:ff:ff:ff:ff',
    '02:00:00:00:00',
    '02:00:00:00:00:0',
    '02-00-00-00-00-01',
    '020000000001',
    ' 02:00:00:00:00:1',
    '02:00:00:00:00:0g',
    2,
  ]) {
    t.is(text(parseMacAddress(wrong)), undefined, String(wrong));
  }
  t.is(text(parseHardwareAddress('01:00:5E:00:00:01')), '01:00:5e:00:00:01');
});
