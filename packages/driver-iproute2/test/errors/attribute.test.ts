import test from 'ava';
import { attributeOf } from '../../dist/errors/attribute.js';

test('the quoted word is traced back to the field that it came from', (t) => {
  const words = ['link', 'add', 'link', 'nope', 'name', 'a', 'netns', 'gone', 'type', 'macvlan'];
  t.is(attributeOf(words, 'Cannot find device "nope"'), 'data.parent');
  t.is(attributeOf(words, 'Error: argument "gone" is wrong: Invalid "netns" value'), 'namespace');
  t.is(attributeOf(words, 'Cannot find device "other"'), undefined);
});

test("the kernel's text tells the field", (t) => {
  t.is(attributeOf([], 'mtu greater than device maximum'), 'mtu');
  t.is(attributeOf([], 'ipv4: Address already assigned'), 'address');
  t.is(attributeOf([], 'Nexthop has invalid gateway'), 'via');
  t.is(attributeOf([], 'Unknown device type'), undefined);
});
