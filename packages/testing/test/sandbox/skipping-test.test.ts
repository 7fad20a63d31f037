import test from 'ava';
import { skippingTest } from '../../dist/sandbox/skipping-test.js';

/** A runner that notes what is registered. */
function runner() {
  const noted: string[] = [];
  const note = (how: string) => (title: string, _body?: () => void) => noted.push(`${how} ${title}`);
  const hook = Object.assign(note('hook'), { always: note('hook') });
  const own = Object.assign(note('test'), {
    skip: note('skip'),
    serial: Object.assign(note('serial'), { skip: note('skip'), only: note('only') }),
    before: hook,
    after: hook,
    mock: { timers: 'own' },
  });
  return { noted, own };
}

test('every way to register a test skips it, with the reason', (t) => {
  const { noted, own } = runner();
  const skipping = skippingTest(own, 'no sandbox');
  const body = (): void => t.fail();
  skipping('a', body);
  skipping.serial('b', body);
  skipping.serial.only('c', body);
  skipping.skip('d', body);
  t.deepEqual(
    noted,
    ['a', 'b', 'c', 'd'].map((title) => `skip ${title} (no sandbox)`),
  );
});

test('hooks are not registered, and all else is as it was', (t) => {
  const { noted, own } = runner();
  const skipping = skippingTest(own, 'no sandbox');
  skipping.before('a');
  skipping.after.always('b');
  t.deepEqual(noted, []);
  t.is(skipping.mock.timers, 'own');
});
