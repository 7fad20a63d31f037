import test from 'ava';
import { describeDriver } from '@netloom/testing';
import type { TestedDriver } from './drivers.js';

/** The conformance suite, one case after another: each makes a driver, and they share one kernel. */
export function describeInOrder({ name, open }: TestedDriver): void {
  describeDriver(name, open, {
    test: (title, body) =>
      test.serial(title, async (t) => {
        await body();
        t.pass();
      }),
  });
}
