import test from 'ava';
import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { formatIp, formatPrefix, parseIp, parsePrefix } from '../../dist/wire/ip-address.js';

const bytes = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });

test('every address of IPv4, there and back', (t) => {
  fc.assert(fc.property(bytes(4), (address) => t.deepEqual(parseIp(formatIp(address) ?? ''), address)));
  t.is(formatIp(Uint8Array.of(10, 0, 0, 1)), '10.0.0.1');
});

test('every address of IPv6, there and back, in the form of RFC 5952', (t) => {
  // Zeros are rare among random bytes, and what the form is about.
  const sparse = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(sparse, (words) => {
      const address = Uint8Array.from(words.flatMap((word) => [word >> 8, word & 255]));
      const text = formatIp(address) ?? '';
      t.deepEqual(parseIp(text), address);
      if (!text.includes('.')) t.is(text, new ipaddr.IPv6([...address]).toRFC5952String());
    }),
  );
  t.is(formatIp(parseIp('::ffff:10.0.0.1')), '::ffff:10.0.0.1');
});

for (const text of [
  '',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.1.1',
  '010.0.0.x',
  '0x7f.1',
  '1..2.3',
  '::g',
  'fe80::1%eth0',
  ':',
  'a',
]) {
  test(`${JSON.stringify(text)} is no address`, (t) => {
    t.throws(() => parseIp(text), { message: /is no address/ });
  });
}

test('prefixes', (t) => {
  t.deepEqual(parsePrefix('10.0.0.0/8'), { bytes: Uint8Array.of(10, 0, 0, 0), length: 8 });
  t.is(parsePrefix('2001:db8::1').length, 128);
  t.is(formatPrefix(undefined, 0, 'inet6'), '::/0');
  t.is(formatPrefix(Uint8Array.of(10), 8, 'inet'), '10.0.0.0/8');
});
