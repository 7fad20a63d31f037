import './sandbox-only.js';
import test from 'ava';
import { describeDriver } from '@netloom/testing';
import { newDriver } from './sandbox.js';

describeDriver('iproute2', newDriver, {
  test: (title, body) =>
    test(title, async (t) => {
      await body();
      t.pass();
    }),
});
