// The conformance suite with AVA: a test for each thing that every driver does.
//
//   npx ava examples/dist/driver/conformance.test.js
import test from 'ava';
import { describeDriver } from '@netloom/testing';
import { MemoryDriver } from './memory-driver.js';

describeDriver('memory', () => new MemoryDriver(), {
  test: (title, body) =>
    test(title, async (t) => {
      await body();
      t.pass();
    }),
});
