import test from 'ava';
import { describeDriver, mockDriver } from '@netloom/testing';

describeDriver('the simulated kernel', () => mockDriver(), {
  test: (title, body) =>
    test(title, async (t) => {
      await body();
      t.pass();
    }),
});
