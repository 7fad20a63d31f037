import test from 'ava';
import { isolations, sandboxed } from '../../dist/sandbox/isolation.js';

test('root needs no user namespace, and tries one only where it may not make the others', (t) => {
  t.deepEqual(
    isolations(true).map(({ user }) => user),
    [false, false, true, true],
  );
  t.true(isolations(false).every(({ user }) => user));
});

test('a command stays a list of arguments, behind the script', (t) => {
  for (const isolation of isolations(true)) {
    const command = ['ip', '-brief', '$(reboot)'];
    const words = sandboxed(isolation, command);
    t.deepEqual(words.slice(-3), command);
    t.is(words.filter((word) => word.includes('reboot')).length, 1);
    t.is(words[0], isolation.user ? 'unshare' : 'setpriv');
  }
});
