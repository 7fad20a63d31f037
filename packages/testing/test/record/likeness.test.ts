import test from 'ava';
import type { KernelOperation } from '@netloom/core';
import { Likeness } from '../../dist/record/likeness.js';

const set = (name: string, mac: string, ifindex: number): KernelOperation => ({
  op: 'link.set',
  namespace: 'web',
  name,
  ifindex,
  changes: { mac },
});

test('an index is no difference, a name is', (t) => {
  const likeness = new Likeness();
  t.true(likeness.isSame(set('a', '02:00:00:00:00:01', 7), set('a', '02:00:00:00:00:01', 9)));
  t.false(likeness.isSame(set('a', '02:00:00:00:00:01', 7), set('b', '02:00:00:00:00:01', 7)));
});

test('the order of fields is no difference', (t) => {
  const operation: KernelOperation = { op: 'namespace.add', namespace: 'web' };
  t.true(new Likeness().isSame(operation, { namespace: 'web', op: 'namespace.add' }));
});

test('a MAC that was chosen stands for another, and from then on for that alone', (t) => {
  const likeness = new Likeness();
  const [one, other, third] = ['02:00:00:00:00:01', 'ae:00:00:00:00:02', '02:00:00:00:00:03'] as const;
  t.true(likeness.isSame(set('a', one, 1), set('a', other, 2)));
  t.true(likeness.isSame(set('b', one, 1), set('b', other, 2)));
  t.false(likeness.isSame(set('b', one, 1), set('b', third, 2)));
});

test('a MAC that a vendor gave is compared', (t) => {
  t.false(new Likeness().isSame(set('a', '00:16:3e:00:00:01', 1), set('a', '00:16:3e:00:00:02', 1)));
});
