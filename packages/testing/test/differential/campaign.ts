import { cpus } from 'node:os';
import * as fc from 'fast-check';
import { mockDriver, simulatedKernel } from '@netloom/testing';
import type { TestedDriver } from '../kernel/support/drivers.js';
import { kernelFeatures } from './kernel-features.js';
import { printCase } from './print-case.js';
import { runCase, type Side } from './run-case.js';
import { shrinkCase, type Case, type Differing } from './shrink-case.js';
import { transactions } from './transaction.js';

/** How long a state may take that is known to differ. */
const SHRINK_SETTLE_MS = 3000;

export interface Campaign {
  readonly tested: TestedDriver;
  /** How many transactions are to be run, at least. */
  readonly transactions: number;
  /** What the cases are made of; the same gives the same. */
  readonly seed: number;
  /** Cases that run at once, each in namespaces of its own: they mostly wait for the kernel. */
  readonly sideBySide: number;
  /** A campaign ends early once it has found this many. */
  readonly mostDivergences: number;
  /** Whether a case that differs is made as small as it can be; `true` unless said otherwise. */
  readonly shrinks?: boolean;
  onDivergence?(divergence: string): void;
}

export interface Figures {
  cases: number;
  transactions: number;
  operations: number;
  /** Each as a test that can be put into a file. */
  readonly divergences: string[];
}

/** Has random transactions run on the simulated kernel and on the real one, and compares outcomes and states. */
export async function runCampaign(campaign: Campaign): Promise<Figures> {
  const { tested, seed, sideBySide, mostDivergences, shrinks = true } = campaign;
  const real: Side = { driver: tested.open(), byCommand: tested.name === 'iproute2' };
  const features = { ...(await kernelFeatures(real.driver)), cpus: cpus().length };
  const figures: Figures = { cases: 0, transactions: 0, operations: 0, divergences: [] };
  const compare = (list: Case, settleMs?: number): Promise<string | undefined> =>
    runCase(list, { driver: mockDriver({ kernel: simulatedKernel({ features }) }) }, real, settleMs);

  const shrink = async (whole: Differing): Promise<Differing> => {
    const { list } = await shrinkCase(whole, (smaller) => compare(smaller, SHRINK_SETTLE_MS));
    const difference = await compare(list);
    // What took long only while it was made smaller says nothing.
    return difference === undefined ? whole : { list, difference };
  };

  const cases = casesOf(seed);
  const runOneAfterAnother = async (): Promise<void> => {
    while (figures.transactions < campaign.transactions && figures.divergences.length < mostDivergences) {
      const list = cases.next().value;
      figures.cases += 1;
      figures.transactions += list.length;
      figures.operations += list.flat().length;
      const difference = await compare(list);
      if (difference === undefined) continue;
      const { list: smallest, difference: what } = shrinks ? await shrink({ list, difference }) : { list, difference };
      const divergence = printCase(smallest, what);
      figures.divergences.push(divergence);
      campaign.onDivergence?.(divergence);
    }
  };
  try {
    await Promise.all(Array.from({ length: sideBySide }, runOneAfterAnother));
  } finally {
    await real.driver.close();
  }
  return figures;
}

/** Cases without end; each has a seed of its own, so that the first thousand of a seed are the same however many are run. */
function* casesOf(seed: number): Generator<Case, never> {
  for (let batch = 0; ; batch += 1) {
    yield* fc.sample(transactions, { seed: (seed + Math.imul(batch, 0x9e3779b9)) | 0, numRuns: 100 });
  }
}
