import { parseArgs } from 'node:util';
import { DRIVERS } from '../../kernel/support/drivers.js';
import { bare } from '../../kernel/support/scene.js';
import { TOPOLOGIES } from '../../kernel/topology/topologies.js';
import { generator } from '../random.js';
import { emptyTally, printTally } from '../tally.js';
import { Arena } from './arena.js';
import { Attempts, type Verdict } from './attempts.js';
import type { Action } from './orders.js';
import { Pool } from './pool.js';

// In a sandbox: node run.js [WORD] [--driver NAME] [--random N] [--every N] [--part K/N] [--seed N]
// SIGKILL before and after every operation, every change of the journal's files and every step of rollback, undo, confirmation and recovery; and N
// kills at random instants, for each driver; what ends it is killed and doubled as well. WORD: topologies whose name has
// it. `--every N` takes every N-th position only, `--every 0` none. `--part K/N`: the K-th of N runs side by side.
// Told to end (SIGINT, SIGTERM), it ends the run that it is at, and prints what it has.
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    driver: { type: 'string', default: '' },
    random: { type: 'string', default: '50' },
    every: { type: 'string', default: '1' },
    part: { type: 'string', default: '1/1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [word = ''] = positionals;
const every = Number(values.every);
const [part, parts] = values.part.split('/').map(Number) as [number, number];
const seed = Number(values.seed) + part - 1;
const random = generator(seed);
/** Of so many kills, a line is printed. */
const A_LINE = 50;

const tally = emptyTally();
const names = new Set<string>();
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ending.abort());

interface Place {
  readonly arena: Arena;
  readonly driver: string;
}

async function report({ arena, driver }: Place, where: string, { problems, left }: Verdict): Promise<void> {
  tally.runs += 1;
  tally.divergences += problems.length > 0 ? 1 : 0;
  tally.leftovers += left.length;
  if (problems.length + left.length === 0) return;
  process.stdout.write(`${driver}, ${arena.topology.name}: ${where}\n`);
  for (const line of [...problems, ...left.map((each) => `left over: ${each}`)]) process.stdout.write(`    ${line}\n`);
  await arena.reset();
}

function progress({ arena, driver }: Place, what: string): void {
  process.stdout.write(
    `${driver}, ${arena.topology.name}: ${what}; so far ${tally.kills} kills, ${tally.divergences} divergences, ${tally.leftovers} leftovers\n`,
  );
}

/** Up to its end, a commit that is to be confirmed is like any other. */
function isOfItsOwn({ arena }: Place, action: Action, step: string): boolean {
  return action !== 'confirm' || arena.steps.get('commit')?.includes(step) !== true;
}

async function everyPosition(place: Place, attempts: Attempts): Promise<void> {
  for (const [action, steps] of place.arena.steps) {
    for (const step of steps) for (const half of step.split(', ')) names.add(half.replace(/^(before|after) /, ''));
    const positions = steps.flatMap((step, position) => (isOfItsOwn(place, action, step) ? position : []));
    const mine = positions.filter(
      (_, number) => number % every === 0 && Math.floor(number / every) % parts === part - 1,
    );
    for (const killAt of mine) {
      if (ending.signal.aborted) return;
      const where = `${action}, killed at ${killAt} of ${steps.length}: ${steps[killAt]}`;
      const { killed, ...verdict } = await attempts.atStep(action, killAt);
      if (killed) tally.positions += 1;
      else
        process.stdout.write(
          `${place.driver}, ${place.arena.topology.name}: ${where}: was not there, time and again\n`,
        );
      await report(place, where, verdict);
    }
    if (mine.length > 0) progress(place, `${action}, ${mine.length} positions`);
  }
}

/** Kills so many times; one that comes too late is tried again, but not for ever. */
async function anyInstant(place: Place, attempts: Attempts, count: number): Promise<void> {
  let kills = 0;
  for (let turn = 0; turn < count * 4 && kills < count && !ending.signal.aborted; turn++) {
    const { where, killed, ...verdict } = await attempts.atAnyInstant();
    if (killed) kills += 1;
    await report(place, where, verdict);
    if (turn % A_LINE === A_LINE - 1) progress(place, `${kills} kills at random instants`);
  }
}

async function runIn(place: Place, count: number): Promise<void> {
  const begun = performance.now();
  const { arena } = place;
  await report(place, 'nothing killed', {
    problems: [...(await arena.reset()), ...(await arena.rehearse())],
    left: await arena.leftovers(),
  });
  const attempts = new Attempts(arena, tally, random);
  if (every > 0) await everyPosition(place, attempts);
  await anyInstant(place, attempts, count);
  await arena.close();
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  progress(place, `commit ${arena.durationOf('commit').toFixed(1)} ms, ${seconds} s`);
}

process.stdout.write(`seed ${seed}\n`);
for (const kind of DRIVERS.filter(({ name }) => name.includes(values.driver))) {
  const topologies = TOPOLOGIES.filter(({ name }) => name.includes(word));
  const pool = new Pool(kind.name, 2);
  const count = Math.ceil(Number(values.random) / topologies.length / parts);
  for (const topology of topologies) {
    if (!ending.signal.aborted) await runIn({ arena: new Arena(kind, topology, pool), driver: kind.name }, count);
  }
  await pool.close();
}
bare();
tally.operations = names.size;
if (ending.signal.aborted) process.stdout.write('cut off: these are its figures so far\n');
process.exitCode = ending.signal.aborted ? 1 : 0;
printTally(`kills${values.driver === '' ? '' : `, ${values.driver}`}`, tally);
