import test from 'ava';
import { HOST } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

const driver = netlink();
const wrap = driver.wrap?.bind(driver) ?? (() => []);

test('every word of a command is an argument', (t) => {
  t.deepEqual(wrap(HOST, 'id', ['-u']), ['id', '-u']);
  t.deepEqual(wrap({ pid: 7 }, 'id', ['-u']), ['nsenter', '--net=/proc/7/ns/net', '--', 'id', '-u']);
  t.deepEqual(wrap({ path: '/x y' }, '$(id)', []), ['nsenter', '--net=/x y', '--', '$(id)']);
  const named = wrap('-n', '$(id)', ['"; id']);
  t.deepEqual(named.slice(0, 3), ['nsenter', '--net=/run/netns/-n', '--']);
  t.deepEqual(named.slice(-3), ['-n', '$(id)', '"; id']);
});

for (const name of ['', '.', '..', '../etc', 'a/b', 'a\0b', 'x'.repeat(256)]) {
  test(`${JSON.stringify(name.slice(0, 20))} is no namespace to run anything in`, async (t) => {
    t.throws(() => wrap(name, 'id', []), { code: 'NETLOOM_ERR_DRIVER', message: /not a name of a namespace/ });
    await t.throwsAsync(driver.worker(name, 'file.js'), { code: 'NETLOOM_ERR_DRIVER' });
  });
}

for (const ref of [
  { path: 'relative' },
  { path: '' },
  { path: '/run/netns/a\0b' },
  { pid: 0 },
  { pid: -1 },
  { pid: 1.5 },
]) {
  test(`${JSON.stringify(ref)} is no namespace to run anything in`, async (t) => {
    t.throws(() => wrap(ref, 'id', []), { code: 'NETLOOM_ERR_DRIVER', message: /not an? (absolute path|number)/ });
    await t.throwsAsync(driver.worker(ref, 'file.js'), { code: 'NETLOOM_ERR_DRIVER' });
  });
}
