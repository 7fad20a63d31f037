import './sandbox-only.js';
import test from 'ava';
import { netlink } from '@netloom/driver-netlink';
import { describeDriver } from '@netloom/testing';

for (const thread of ['worker', 'main'] as const) {
  describeDriver(`netlink on the ${thread} thread`, () => netlink({ thread }), {
    test: (title, body) =>
      test(title, async (t) => {
        await body();
        t.pass();
      }),
  });
}
