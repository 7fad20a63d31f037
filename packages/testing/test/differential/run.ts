import { cpus } from 'node:os';
import * as fc from 'fast-check';
import type { Driver } from '@netloom/core';
import { mockDriver, simulatedKernel } from '@netloom/testing';
import { printCase } from './print-case.js';
import { runCase, type Side } from './run-case.js';
import { transactions } from './transaction.js';

// node run.js DRIVER CASES [SEED]: compares the simulated kernel with the real one, inside a sandbox.
const [, , name = 'netlink', count = '300', seed] = process.argv;

const { [name]: factory } = (await import(`@netloom/driver-${name}`)) as Record<string, () => Driver>;
if (factory === undefined) throw new Error(`there is no driver ${name}`);

const kernel = simulatedKernel({ features: { vlanFiltering: false, cpus: cpus().length } });
const simulated: Side = { driver: mockDriver({ kernel }) };
const real: Side = { driver: factory(), textless: name === 'iproute2' };

let last = '';
const begun = performance.now();
let ran = 0;
const property = fc.asyncProperty(transactions, async (list) => {
  ran += 1;
  const difference = await runCase(list, simulated, real);
  if (difference === undefined) return;
  last = printCase(list, difference);
  throw new Error('the kernels differ');
});
const details = await fc.check(property, {
  numRuns: Number(count),
  ...(seed === undefined ? {} : { seed: Number(seed) }),
  maxSkipsPerRun: 0,
});
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
process.stdout.write(
  details.failed
    ? `${last}\nseed ${details.seed}, ${ran} cases in ${seconds} s, shrunk ${details.numShrinks} times\n`
    : `${name}: ${details.numRuns} cases in ${seconds} s without a difference\n`,
);
await real.driver.close();
process.exitCode = details.failed ? 1 : 0;
