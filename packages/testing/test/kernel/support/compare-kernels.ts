import { cpus } from 'node:os';
import test from 'ava';
import * as fc from 'fast-check';
import { mockDriver, simulatedKernel } from '@netloom/testing';
import { kernelFeatures } from '../../differential/kernel-features.js';
import { printCase } from '../../differential/print-case.js';
import { runCase, type Side } from '../../differential/run-case.js';
import { transactions } from '../../differential/transaction.js';
import type { TestedDriver } from './drivers.js';

/** Milliseconds that one case may take on a busy machine, shrinking not counted. */
const CASE_MS = 1000;

/** Has random transactions run on the simulated kernel and on the real one, and compares outcomes and states. */
export function compareKernels({ name, open }: TestedDriver, cases: number): void {
  test(`${cases} random transactions end alike on the simulated kernel and through ${name}`, async (t) => {
    t.timeout(cases * CASE_MS + 300_000);
    const real: Side = { driver: open(), byCommand: name === 'iproute2' };
    const features = { ...(await kernelFeatures(real.driver)), cpus: cpus().length };
    const simulated: Side = { driver: mockDriver({ kernel: simulatedKernel({ features }) }) };
    let difference = '';
    const property = fc.asyncProperty(transactions, async (list) => {
      const found = await runCase(list, simulated, real);
      if (found === undefined) return;
      difference = printCase(list, found);
      throw new Error('the kernels differ');
    });
    const seed = process.env['NETLOOM_SEED'];
    const details = await fc.check(property, { numRuns: cases, ...(seed === undefined ? {} : { seed: Number(seed) }) });
    await real.driver.close();
    t.log(`${details.numRuns} cases, seed ${details.seed}`);
    t.false(details.failed, difference);
  });
}
