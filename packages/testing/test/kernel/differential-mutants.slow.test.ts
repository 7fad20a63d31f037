import './sandbox-only.js';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import type { Figures } from '../differential/campaign.js';
import { MUTANTS } from '../differential/mutants.js';

// npm run test:kernel -- --slow mutants
const PROGRAM = fileURLToPath(new URL('../differential/run-mutant.js', import.meta.url));
/** It takes some hundreds to meet a rule, and some thousands to meet a rare one. */
const TRANSACTIONS = 8000;

async function figuresOf(place: number | 'none'): Promise<Figures> {
  const { stdout } = await execa('node', [PROGRAM, String(place), String(TRANSACTIONS)]);
  return JSON.parse(stdout) as Figures;
}

test.serial('the same random transactions tell nothing of the kernel as it is', async (t) => {
  t.timeout(600_000);
  t.deepEqual((await figuresOf('none')).divergences, []);
});

for (const [place, { title }] of MUTANTS.entries()) {
  test.serial(`random transactions tell a kernel in which ${title}`, async (t) => {
    t.timeout(600_000);
    const { transactions, divergences } = await figuresOf(place);
    t.log(`after ${transactions} transactions: ${divergences[0]}`);
    // Cases run side by side, and each may meet it before the others have stopped.
    t.true(divergences.length > 0);
  });
}
