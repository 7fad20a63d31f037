import test from 'ava';
import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { formatAddress, mask, parseAddress } from '../../../dist/simulated-kernel/ip/ip-address.js';

/** Groups that are mostly zero, so that runs of zeros of every length and place come up. */
const GROUPS = fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 0xffff })), {
  minLength: 8,
  maxLength: 8,
});

test('an IPv6 address is written as RFC 5952 says, and as ipaddr.js writes it', (t) => {
  const written = (text: string): string => formatAddress(parseAddress(text));
  t.is(written('2001:DB8:0:0:1:0:0:1'), '2001:db8::1:0:0:1');
  t.is(written('2001:db8:0:1:1:1:1:1'), '2001:db8:0:1:1:1:1:1');
  t.is(written('::'), '::');
  t.is(written('fe80:0::'), 'fe80::');
  fc.assert(
    fc.property(GROUPS, (groups) => {
      const expected = new ipaddr.IPv6([...groups]).toRFC5952String();
      t.is(formatAddress(parseAddress(expected)), expected);
    }),
    { seed: 20261124 },
  );
});

test('an IPv4 address is read and written', (t) => {
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      t.is(formatAddress(parseAddress(text)), text);
    }),
    { seed: 20261124 },
  );
});

test('what is no address is refused', (t) => {
  const wrong = [
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.',
    '.1.2.3',
    '1..2.3',
    '01.2.3.4',
    '1.2.3.4 ',
    '-1.2.3.4',
  ];
  for (const text of [...wrong, '0x1.2.3.4', '1:2', ':::', 'fe80::1::2', 'g::']) {
    t.throws(() => parseAddress(text), undefined, text);
  }
});

test('a mask has ones where the network part is', (t) => {
  t.is(mask('inet', 0), 0n);
  t.is(mask('inet', 24), 0xffffff00n);
  t.is(mask('inet', 32), 0xffffffffn);
  t.is(mask('inet6', 64), 0xffffffffffffffff0000000000000000n);
});
