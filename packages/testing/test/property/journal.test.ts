import { createNet, type NetworkState, type Operation } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import test from 'ava';
import * as fc from 'fast-check';
import type { Footprint } from '../../../core/dist/plan/footprint.js';
import { pruneState } from '../../../core/dist/plan/prune-state.js';
import { trace } from '../../../core/dist/plan/trace.js';
import { chainOf } from './call.js';
import { holds } from './property.js';

test('what a journal keeps tells as much of a transaction as the whole state', async (t) => {
  await holds(t, 120, fc.constant(undefined), async (stage, chain) => {
    const kernel = stage.kernel();
    const before = kernel.read({ namespaces: 'all' });
    const { operations } = await chainOf(createNet({ driver: mockDriver({ kernel }) }), chain).commit();
    const whole = trace(operations, before);
    const kept = readBack(pruneState(before, operations, whole));
    const again = trace(readBack(operations), kept);
    return textOf(again) === textOf(whole) ? [] : [`- ${textOf(whole)}`, `+ ${textOf(again)}`];
  });
});

function readBack<T extends NetworkState | readonly Operation[]>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** A footprint as text, in which the order of what it lists counts. */
function textOf(footprint: Footprint): string {
  return JSON.stringify(footprint, (_key, value: unknown) => {
    if (value instanceof Map) return [...(value as Map<unknown, unknown>)].toSorted(byText);
    return value instanceof Set ? [...(value as Set<unknown>)].toSorted(byText) : value;
  });
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
