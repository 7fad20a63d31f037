import './sandbox-only.js';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { execa } from 'execa';
import type { Figures } from '../differential/campaign.js';
import { MUTANTS } from '../differential/mutants.js';

// npm run test:kernel -- --slow mutants
const PROGRAM = fileURLToPath(new URL('../differential/run-mutant.js', import.meta.url));
/** It takes some hundreds to meet a rule, and some thousands to meet a rare one. */
const TRANSACTIONS = 5000;

for (const [place, { title }] of MUTANTS.entries()) {
  test.serial(`random transactions tell a kernel in which ${title}`, async (t) => {
    t.timeout(300_000);
    const { stdout } = await execa('node', [PROGRAM, String(place), String(TRANSACTIONS)]);
    const { transactions, divergences } = JSON.parse(stdout) as Figures;
    t.log(`after ${transactions} transactions: ${divergences[0]}`);
    // Cases run side by side, and each may meet it before the others have stopped.
    t.true(divergences.length > 0);
  });
}
