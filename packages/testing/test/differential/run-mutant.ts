import { register } from 'node:module';
import '../kernel/sandbox-only.js';
import { driverCalled } from '../kernel/support/drivers.js';
import type { Figures } from './campaign.js';
import { MUTANTS } from './mutants.js';

// In a sandbox: node run-mutant.js PLACE|none TRANSACTIONS
// A campaign on a simulated kernel one rule of which is broken, or none, up to the first divergence; prints its figures.
const [place, transactions] = process.argv.slice(2);
if (place !== 'none') {
  const mutant = MUTANTS[Number(place)];
  if (mutant === undefined) throw new RangeError('which rule?');
  register('./break-rule.js', { parentURL: import.meta.url, data: mutant });
}

const { runCampaign } = await import('./campaign.js');
const figures: Figures = await runCampaign({
  tested: driverCalled('netlink'),
  transactions: Number(transactions),
  seed: 1,
  sideBySide: 8,
  mostDivergences: 1,
  shrinks: false,
});
process.stdout.write(JSON.stringify(figures));
