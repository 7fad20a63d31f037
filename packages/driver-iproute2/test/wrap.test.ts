import test from 'ava';
import { DriverError, HOST } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';

const driver = iproute2();
const wrap = (...args: Parameters<typeof driver.wrap>): readonly string[] => driver.wrap(...args);

test('a named namespace is entered by ip netns exec', (t) => {
  t.deepEqual(wrap('blue', 'ping', ['-c', '1', '--', '10.0.0.1']), [
    'ip',
    'netns',
    'exec',
    'blue',
    'ping',
    '-c',
    '1',
    '--',
    '10.0.0.1',
  ]);
});

test('others are entered by nsenter, and the host is entered already', (t) => {
  t.deepEqual(wrap({ path: '/run/ns/a' }, 'cat', ['x']), ['nsenter', '--net=/run/ns/a', '--', 'cat', 'x']);
  t.deepEqual(wrap({ pid: 42 }, 'cat', []), ['nsenter', '--net=/proc/42/ns/net', '--', 'cat']);
  t.deepEqual(wrap(HOST, 'cat', ['x']), ['cat', 'x']);
});

test('a name leads nowhere else', (t) => {
  t.throws(() => wrap('../../proc/1/ns/net', 'cat', []), { instanceOf: DriverError });
  t.throws(() => wrap({ path: 'relative' }, 'cat', []), { instanceOf: DriverError });
});

test('the ip command of the options is the one that is run', (t) => {
  const own = iproute2({ ip: '/opt/ip' });
  t.deepEqual(own.wrap('blue', 'ip', ['link']), ['/opt/ip', 'netns', 'exec', 'blue', 'ip', 'link']);
  t.deepEqual(own.revive?.options, { ip: '/opt/ip' });
});

test('a driver is revived by its module, its export and its options', async (t) => {
  const { revive } = iproute2({ parallel: 3 });
  const module = (await import(revive?.module ?? '')) as Record<string, typeof iproute2>;
  t.is(module[revive?.export ?? '']?.(revive?.options as { parallel: number }).name, 'iproute2');
});
