import { parseArgs } from 'node:util';
import { createNet, type KernelOperation, type Net } from '@netloom/core';
import { mockDriver, simulatedKernel, type SimulatedKernel } from '@netloom/testing';
import { emptyTally, printTally } from '../tally.js';
import { ERRNOS } from './errnos.js';
import { judge } from './judge.js';
import { observed } from './simulated-observation.js';
import type { SimulatedTopology } from './simulated-topology.js';
import { SIMULATED_TOPOLOGIES } from './simulated-topologies.js';
import { strikesFor } from './strikes.js';
import { StruckDriver, type Strike } from './struck-driver.js';

// node run.js [WORD] [--show N] [--every N]: every operation × every errno × every position on the simulated kernel, and failures of
// the rollback. WORD: topologies whose name has it. `--every N` takes every N-th of the rollback's failures only. Prints what diverges, and counts.
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string', default: '20' }, every: { type: 'string', default: '1' } },
});
const [word = ''] = positionals;
const show = Number(values.show);
const every = Number(values.every);

const tally = emptyTally();
const names = new Set<string>();
const errnos = new Set<string>();
const found = new Map<string, { count: number; example: string }>();

/** The operations that set the scene: worked out once, and then carried out again for each run. */
async function sceneOf({ host, scene }: SimulatedTopology): Promise<readonly KernelOperation[]> {
  const driver = mockDriver({ kernel: simulatedKernel(host) });
  await using net = createNet({ driver });
  for (const transaction of scene(net)) await transaction.commit();
  return [...driver.applied];
}

function kernelOf({ host }: SimulatedTopology, scene: readonly KernelOperation[]): SimulatedKernel {
  const kernel = simulatedKernel(host);
  for (const operation of scene) kernel.apply(operation);
  return kernel;
}

function openNet(driver: StruckDriver, { plugins = [] }: SimulatedTopology): Net {
  return createNet({ driver, plugins });
}

function ended({ change, ending = 'commit' }: SimulatedTopology, net: Net): Promise<unknown> {
  return change(net)[ending]();
}

/** How many operations the commit has, and what they are. */
async function measure(topology: SimulatedTopology, scene: readonly KernelOperation[]): Promise<number> {
  const driver = new StruckDriver(kernelOf(topology, scene));
  const net = openNet(driver, topology);
  await ended(topology, net);
  // Those that destroy what was taken out of service run when the commit counts: what they do is not rolled back.
  const count = driver.firstCount;
  for (const { op } of driver.mock.applied.slice(0, count)) names.add(op);
  return count;
}

async function runOne(topology: SimulatedTopology, scene: readonly KernelOperation[], strike: Strike): Promise<number> {
  const kernel = kernelOf(topology, scene);
  const before = observed(kernel);
  const driver = new StruckDriver(kernel, strike);
  const net = openNet(driver, topology);
  const outcome = await ended(topology, net).then(
    () => ({ error: 'no error' as unknown }),
    (error: unknown) => ({ error }),
  );
  tally.runs += 1;
  errnos.add(strike.errno);
  const seen = driver.backSeen;
  for (const { op } of driver.mock.applied) names.add(op);
  for (const problem of await judge(outcome, strike, before, kernel, driver, net)) {
    tally.divergences += 1;
    const { at, errno, effect, what = '' } = strike;
    const example = `${topology.name}, operation ${at} ${effect} with ${errno}; ${what}`;
    const key = `${topology.name}: ${problem.replaceAll(/\d{10}/g, 'N')}`;
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { count: 1, example });
  }
  return seen;
}

for (const topology of SIMULATED_TOPOLOGIES.filter(({ name }) => name.includes(word))) {
  const begun = performance.now();
  const scene = await sceneOf(topology);
  const count = await measure(topology, scene);
  tally.positions += count;
  const runs = tally.runs;
  for (let at = 0; at < count; at++) {
    for (const errno of ERRNOS) await runOne(topology, scene, { at, errno, effect: 'fails', what: 'nothing else' });
    for (const strike of strikesFor(at)) {
      const seen = await runOne(topology, scene, strike.first);
      for (const [place, rest] of strike.others(seen).entries()) {
        if (place % every === 0) await runOne(topology, scene, rest);
      }
    }
  }
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`${topology.name}: ${count} positions, ${tally.runs - runs} runs, ${seconds} s\n`);
}
for (const [key, { count, example }] of [...found].slice(0, show))
  process.stdout.write(`\n${count} × ${key}\n  first: ${example}\n`);
if (found.size > show) process.stdout.write(`\nand ${found.size - show} other kinds of divergences\n`);
tally.operations = names.size;
tally.errnos = errnos.size;
printTally('faults', tally);
