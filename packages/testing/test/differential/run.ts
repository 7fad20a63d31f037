import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import '../kernel/sandbox-only.js';
import { driverCalled, DRIVERS } from '../kernel/support/drivers.js';
import { runCampaign } from './campaign.js';

// In a sandbox: node run.js [--driver NAME] [--transactions N] [--seed N] [--side-by-side N] [--most N] [--to FILE]
// Random transactions on the simulated kernel and on the real one. Each divergence is printed as a test, shrunk to what it
// needs; the figures are printed last, and added to FILE.
const { values } = parseArgs({
  options: {
    driver: { type: 'string' },
    transactions: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'side-by-side': { type: 'string', default: '8' },
    most: { type: 'string', default: '10' },
    to: { type: 'string' },
  },
});

for (const tested of values.driver === undefined ? DRIVERS : [driverCalled(values.driver)]) {
  const begun = performance.now();
  const { cases, transactions, operations, divergences } = await runCampaign({
    tested,
    transactions: Number(values.transactions),
    seed: Number(values.seed),
    sideBySide: Number(values['side-by-side']),
    mostDivergences: Number(values.most),
    onDivergence: (divergence) => process.stdout.write(`${divergence}\n`),
  });
  const seconds = Math.round((performance.now() - begun) / 1000);
  const line =
    `${tested.name}, seed ${values.seed}: ${transactions} transactions of ${operations} operations in ${cases} cases, ` +
    `${divergences.length} divergences, ${seconds} s\n`;
  process.stdout.write(line);
  if (values.to !== undefined) appendFileSync(values.to, line);
  if (divergences.length > 0) process.exitCode = 1;
}
