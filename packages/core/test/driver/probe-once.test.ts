import test from 'ava';
import { mayTryKind, probeOnce } from '@netloom/core/driver';

const nothingLoaded = (): boolean => false;
const allLoaded = (): boolean => true;

test('a kind whose module puts links into the host is tried only where it is wanted, or loaded already', (t) => {
  for (const kind of ['dummy', 'ifb', 'bond']) {
    t.false(mayTryKind(kind, [], nothingLoaded), kind);
    t.false(mayTryKind(kind, ['veth'], nothingLoaded), kind);
    t.true(mayTryKind(kind, ['veth', kind], nothingLoaded), kind);
    t.true(mayTryKind(kind, [], allLoaded), kind);
  }
  t.true(mayTryKind('veth', [], nothingLoaded));
});

test('whether it is loaded is asked of the module, which need not have the name of the kind', (t) => {
  t.true(mayTryKind('bond', [], (path) => path === '/sys/module/bonding'));
});

test('what a driver finds out is found out once, and once more for kinds that are tried on demand', async (t) => {
  const probed: (readonly string[])[] = [];
  const capabilities = probeOnce(async (wanted) => probed.push(wanted));
  t.is(await capabilities(), 1);
  t.is(await capabilities(['veth', 'bridge']), 1);
  t.is(await capabilities(['bond', 'veth']), 2);
  t.is(await capabilities(['bond']), 2);
  t.is(await capabilities(['ifb', 'bond']), await capabilities(['bond', 'ifb']));
  t.deepEqual(probed, [[], ['bond'], ['ifb', 'bond']]);
});

test('where it fails it is tried again', async (t) => {
  let tries = 0;
  const capabilities = probeOnce(async () => {
    tries += 1;
    if (tries === 1) throw new Error('not yet');
    return tries;
  });
  await t.throwsAsync(capabilities(), { message: 'not yet' });
  t.is(await capabilities(), 2);
});
