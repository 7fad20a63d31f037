import './sandbox-only.js';
import test from 'ava';
import type { Driver } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { describeDriver } from '@netloom/testing';

// Opening this driver starts a thread, which would be two thirds of the suite's work if each case did it. That each case
// can, and that the main thread does as well, is seen by the slow tests.
const driver = netlink();
test.after.always(async () => driver.close());

describeDriver('netlink', () => lent(driver), {
  test: (title, body) =>
    test(title, async (t) => {
      await body();
      t.pass();
    }),
});

/** The driver for one case, whose end does not close it. */
function lent(opened: Driver): Driver {
  return new Proxy(opened, {
    get(target, property) {
      if (property === 'close') return async () => undefined;
      const own: unknown = Reflect.get(target, property);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
