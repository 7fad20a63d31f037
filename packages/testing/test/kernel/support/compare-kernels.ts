import test from 'ava';
import { runCampaign } from '../../differential/campaign.js';
import type { TestedDriver } from './drivers.js';

/** Always the same cases, so that what is red is what was changed. `npm run test:differential` looks for new ones. */
const SEED = 1;
const TRANSACTIONS = 300;

/** Has random transactions run on the simulated kernel and on the real one, and compares outcomes and states. */
export function compareKernels(tested: TestedDriver): void {
  test(`${TRANSACTIONS} random transactions end alike on the simulated kernel and through ${tested.name}`, async (t) => {
    // What differs is waited for, and made small.
    t.timeout(600_000);
    const figures = await runCampaign({
      tested,
      transactions: TRANSACTIONS,
      seed: SEED,
      sideBySide: 8,
      mostDivergences: 1,
      onDivergence: (divergence) => t.log(divergence),
    });
    t.log(`seed ${SEED}: ${figures.transactions} transactions of ${figures.operations} operations`);
    t.deepEqual(figures.divergences, []);
  });
}
