import { createNet } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import test from 'ava';
import * as fc from 'fast-check';
import { chainOf } from './call.js';
import { differences, observe } from './observation.js';
import { holds } from './property.js';
import { isImpossible, isResidue } from './residue.js';

test('a commit that is undone leaves everything as it was', async (t) => {
  await holds(t, 150, fc.constant(undefined), async (stage, chain) => {
    const kernel = stage.kernel();
    const before = observe(kernel);
    const net = createNet({ driver: mockDriver({ kernel }) });
    const commit = await chainOf(net, chain).commit();
    try {
      await commit.undo();
    } catch (error) {
      return isImpossible(error, stage) ? [] : [String(error)];
    }
    const residue = isResidue(commit.operations);
    return differences(before, observe(kernel)).filter((line) => !residue(line));
  });
});
