import test from 'ava';
import { netlink, type NetlinkOptions } from '@netloom/driver-netlink';

test('a driver is had without anything being started', async (t) => {
  for (const options of [
    {},
    { thread: 'main' },
    { thread: 'worker' },
    { rootless: true },
    { rootless: false },
  ] as const) {
    const driver = netlink(options);
    t.is(driver.name, 'netlink');
    t.is(driver.durable, !('rootless' in options && options.rootless));
    await driver.close();
  }
});

for (const options of [
  { thread: 'mian' },
  { thread: true },
  { rootless: 'yes' },
  { rootless: 1 },
  { rootless: null },
]) {
  test(`${JSON.stringify(options)} is no option`, (t) => {
    t.throws(() => netlink(options as unknown as NetlinkOptions), { code: 'NETLOOM_ERR_UNSUPPORTED' });
  });
}
