import test from 'ava';
import { iproute2 } from '@netloom/driver-iproute2';
import { describeDriver } from '@netloom/testing';
import './sandbox.js';

describeDriver('iproute2', () => iproute2(), {
  test: (title, body) =>
    test(title, async (t) => {
      await body();
      t.pass();
    }),
});
