import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DRIVERS } from '../kernel/support/drivers.js';
import { table, talliesIn, type Tally } from './tally.js';

// node run.js [--full]: the fault matrix, the kill matrix with each driver, and the crowd, and one table of what they
// counted. In a few minutes it takes samples; with --full every position, 2,000 random kills for each driver, and 50
// processes for a minute. Exit status 1 where a column that must be zero is not, 77 where the kernel is out of reach.
const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } });

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const SANDBOX = fileURLToPath(new URL('../../../../.ci/sandbox', import.meta.url));

const SAMPLE = {
  faults: ['--every', '5'],
  kills: ['--every', '25', '--random', '50'],
  crowd: ['--processes', '8', '--seconds', '20', '--kills', '5'],
};
const FULL = {
  faults: [],
  kills: ['--every', '1', '--random', '2000'],
  crowd: ['--processes', '50', '--seconds', '60', '--kills', '20'],
};
const sizes = values.full ? FULL : SAMPLE;

interface Ended {
  readonly status: number;
  readonly output: string;
}

/** Runs a matrix and shows what it prints. */
async function run(matrix: string, args: readonly string[], sandboxed: boolean): Promise<Ended> {
  const program = fileURLToPath(new URL(`./${matrix}/run.js`, import.meta.url));
  const command = [...(sandboxed ? [SANDBOX] : []), process.execPath, program, ...args];
  const [file = '', ...rest] = command;
  const child = spawn(file, rest, {
    cwd: ROOT,
    env: { ...process.env, NETLOOM_MATRIX: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (const line of text.split('\n')) if (line !== '' && !line.startsWith('#')) process.stdout.write(`${line}\n`);
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status: status ?? 1, output };
}

const begun = performance.now();
const ended = [
  await run('faults', sizes.faults, false),
  // Each in a sandbox of its own, side by side: they mostly wait for the kernel.
  ...(await Promise.all(DRIVERS.map(async ({ name }) => run('kills', ['--driver', name, ...sizes.kills], true)))),
  await run('crowd', sizes.crowd, true),
];
const rows: (readonly [string, Tally])[] = ended.flatMap(({ output }) => talliesIn(output));
process.stdout.write(`\n${table(rows)}\n\n${((performance.now() - begun) / 60_000).toFixed(1)} minutes\n`);
const failed = ended.map(({ status }) => status).filter((status) => status !== 0);
process.exitCode = failed.find((status) => status !== 77) ?? failed[0] ?? 0;
