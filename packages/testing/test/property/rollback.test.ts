import { CommitError, createNet } from '@netloom/core';
import { mockDriver } from '@netloom/testing';
import test from 'ava';
import * as fc from 'fast-check';
import { chainOf, type Call } from './call.js';
import { differences, observe } from './observation.js';
import { holds } from './property.js';
import { isImpossible } from './residue.js';
import type { Stage } from './scene.js';

test('whichever operation fails, everything is as it was', async (t) => {
  await holds(t, 100, fc.nat(), async (stage, chain, which) => {
    const operations = await countOf(stage, chain);
    if (operations === 0) return [];
    const kernel = stage.kernel();
    const before = observe(kernel);
    const driver = mockDriver({ kernel });
    // The operations that destroy what was taken out of service come when the commit counts: they are no part of it.
    driver.fail({ nth: (which % operations) + 1, errno: 'EIO', during: 'commit' });
    const outcome: unknown = await chainOf(createNet({ driver }), chain)
      .commit()
      .catch((error: unknown) => error);
    const failed = `operation ${which % operations} failed`;
    if (!(outcome instanceof CommitError) && !isImpossible(outcome, stage)) return [failed, String(outcome)];
    if (isImpossible(outcome, stage)) return [];
    const wrong = differences(before, observe(kernel));
    return wrong.length === 0 ? [] : [failed, ...wrong];
  });
});

/** How many operations the chain has before it counts. */
async function countOf(stage: Stage, chain: readonly Call[]): Promise<number> {
  const driver = mockDriver({ kernel: stage.kernel() });
  const net = createNet({ driver });
  let counted = 0;
  net.on('operation:done', () => counted++);
  await chainOf(net, chain).commit();
  return counted;
}
