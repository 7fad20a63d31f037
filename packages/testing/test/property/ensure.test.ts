import { createNet } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import test from 'ava';
import * as fc from 'fast-check';
import { chainOf, printCalls } from './call.js';
import { declarative } from './declarative.js';
import { holds } from './property.js';

test('ensured a second time, nothing is done', async (t) => {
  await holds(t, 80, fc.constant(undefined), async (stage, calls) => {
    const chain = declarative(calls);
    const net = createNet({ driver: mockDriver({ kernel: stage.kernel() }) });
    const first = await chainOf(net, chain)
      .ensure()
      .catch(() => undefined);
    // It cannot be had without the calls that were left out.
    if (!first) return [];
    try {
      const { operations } = await chainOf(net, chain).ensure();
      return operations.length === 0
        ? []
        : [printCalls(chain), ...operations.map((operation) => `the second does ${JSON.stringify(operation)}`)];
    } catch (error) {
      return [`the second: ${String(error)}`];
    }
  });
});
