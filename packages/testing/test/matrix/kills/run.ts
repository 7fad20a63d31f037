import { parseArgs } from 'node:util';
import { DRIVERS } from '../../kernel/support/drivers.js';
import { bare } from '../../kernel/support/scene.js';
import { TOPOLOGIES } from '../../kernel/topology/topologies.js';
import { generator } from '../random.js';
import { emptyTally, printTally } from '../tally.js';
import { Arena } from './arena.js';
import type { Order } from './orders.js';
import { Pool } from './pool.js';

// In a sandbox: node run.js [WORD] [--driver NAME] [--random N] [--every N] [--seed N]
// SIGKILL before and after every operation, every change of the journal's files and every step of rollback and undo, and
// N times at random instants of a commit, for each driver; recoveries are killed and doubled as well. WORD: topologies
// whose name has it. `--every N` takes every N-th position only, `--every 0` none.
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    driver: { type: 'string', default: '' },
    random: { type: 'string', default: '50' },
    every: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [word = ''] = positionals;
const every = Number(values.every);
const random = generator(Number(values.seed));

const tally = emptyTally();
const names = new Set<string>();
const pool = new Pool(3);
const topologies = TOPOLOGIES.filter(({ name }) => name.includes(word));

/** Ends what was left: once; by a recovery that is killed first; or by two at once. */
async function recover(arena: Arena): Promise<string[]> {
  const how = tally.kills % 3;
  if (how === 1) {
    const answer = await arena.order({ action: 'recover', stepped: true, killAt: Math.floor(random() * 40) });
    tally.recoveries += 1;
    if (answer === undefined) tally.kills += 1;
  }
  const other = how === 2 ? arena.order({ action: 'recover', stepped: false }) : undefined;
  const problems = await arena.recover();
  const answer = await other;
  tally.recoveries += other ? 2 : 1;
  return answer?.message === undefined ? problems : [...problems, `the other recovery ended with ${answer.message}`];
}

async function report(
  arena: Arena,
  driver: string,
  where: string,
  problems: readonly string[],
  left: readonly string[],
): Promise<void> {
  tally.runs += 1;
  tally.divergences += problems.length > 0 ? 1 : 0;
  tally.leftovers += left.length;
  if (problems.length + left.length === 0) return;
  process.stdout.write(`${driver}, ${arena.topology.name}: ${where}\n`);
  for (const line of [...problems, ...left.map((each) => `left over: ${each}`)]) process.stdout.write(`    ${line}\n`);
  if (problems.length > 0) await arena.reset();
  else arena.forgetAll();
}

/** Looks at what a kill left, when it has been recovered from. */
async function afterKill(arena: Arena, action: Order['action']): Promise<string[]> {
  const problems = await recover(arena);
  const [id] = arena.kept();
  if (id !== undefined) {
    if (action === 'fail') problems.push('what failed is kept as committed');
    problems.push(...(await arena.wrong(['committed'])), ...(await arena.undone(id)));
  }
  return [...problems, ...(await arena.wrong(['back']))];
}

function positionsOf(count: number): number[] {
  const all = Array.from({ length: count }, (_, place) => place);
  return all.filter((place) => every > 0 && place % every === 0);
}

async function everyPosition(arena: Arena, driver: string): Promise<void> {
  for (const action of ['commit', 'fail', 'undo'] as const) {
    const steps = arena.steps.get(action) ?? [];
    tally.positions += steps.length;
    for (const step of steps) names.add(step.replace(/^(before|after) /, ''));
    for (const killAt of positionsOf(steps.length)) {
      const id = action === 'undo' ? (await arena.order({ action: 'commit', stepped: false }))?.id : undefined;
      const answer = await arena.order({ action, stepped: true, killAt, ...(id === undefined ? {} : { id }) });
      if (answer === undefined) tally.kills += 1;
      const problems = answer === undefined ? [] : ['it was not killed, for it had fewer steps'];
      problems.push(...(await afterKill(arena, action)));
      await report(
        arena,
        driver,
        `${action}, killed at ${killAt} of ${steps.length}: ${steps[killAt]}`,
        problems,
        arena.leftovers(),
      );
    }
  }
}

/** Kills a commit at a random instant. */
async function anyInstant(arena: Arena, driver: string): Promise<void> {
  const instant = random() * arena.milliseconds * 1.2;
  const answer = await arena.order({ action: 'commit', stepped: false }, (hand) => {
    const end = performance.now() + instant;
    while (performance.now() < end);
    hand.kill();
  });
  if (answer === undefined) tally.kills += 1;
  const problems = await afterKill(arena, 'commit');
  await report(arena, driver, `killed ${instant.toFixed(2)} ms after its begin`, problems, arena.leftovers());
}

process.stdout.write(`seed ${values.seed}\n`);
for (const kind of DRIVERS.filter(({ name }) => name.includes(values.driver))) {
  const driver = kind.name;
  for (const topology of topologies) {
    const begun = performance.now();
    const before = { ...tally };
    const arena = new Arena(kind, topology, pool);
    const problems = await arena.reset();
    await report(arena, driver, 'nothing killed', problems, arena.leftovers());
    await everyPosition(arena, driver);
    const share = Math.ceil(Number(values.random) / topologies.length);
    for (let n = 0; n < share; n++) await anyInstant(arena, driver);
    await arena.close();
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    process.stdout.write(
      `${driver}, ${topology.name}: commit ${arena.milliseconds.toFixed(1)} ms, ${tally.kills - before.kills} kills, ${tally.divergences - before.divergences} divergences, ${tally.leftovers - before.leftovers} leftovers, ${seconds} s\n`,
    );
  }
}
await pool.close();
bare();
tally.operations = names.size;
printTally(`kills${values.driver === '' ? '' : `, ${values.driver}`}`, tally);
