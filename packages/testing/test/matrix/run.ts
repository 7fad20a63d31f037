import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { DRIVERS } from '../kernel/support/drivers.js';
import { sumOf, table, talliesIn, type Tally } from './tally.js';

// node run.js [--full] [--jobs N]: the fault matrix, the kill matrix with each driver, and the crowd, and one table of what they
// counted. In a few minutes it takes samples; with --full every position, 2,000 random kills for each driver, and 50
// processes for a minute. Each driver's kills are done in N sandboxes side by side. The code is that which is published: it
// starts faster, and thousands of processes are started. Told to end, it prints what it has. Exit status 1 where a
// column that must be zero is not, 77 where the kernel is out of reach.
const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, jobs: { type: 'string', default: '1' } },
});

const CI = fileURLToPath(new URL('../../../../.ci/', import.meta.url));

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
const jobs = Number(values.jobs);

interface Ended {
  readonly status: number;
  readonly tallies: readonly (readonly [string, Tally])[];
}

const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // Each is a group of its own, the sandbox and what runs in it.
    for (const { pid } of running) if (pid !== undefined) process.kill(-pid, signal);
  });
}

/** Runs a matrix and shows what it prints. */
async function run(tree: string, matrix: string, args: readonly string[], sandboxed: boolean): Promise<Ended> {
  const program = join(tree, `packages/testing/test-build/matrix/${matrix}/run.js`);
  const command = [...(sandboxed ? [join(CI, 'sandbox')] : []), process.execPath, program, ...args];
  const [file = '', ...rest] = command;
  const child = spawn(file, rest, {
    cwd: tree,
    detached: true,
    env: { ...process.env, NETLOOM_MATRIX: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    for (const line of text.split('\n')) if (line !== '' && !line.startsWith('#')) process.stdout.write(`${line}\n`);
  });
  const [status] = (await once(child, 'close')) as [number | null];
  running.delete(child);
  return { status: status ?? 1, tallies: talliesIn(output) };
}

/** The kills of one driver, in parts that run side by side: they mostly wait for the kernel. */
async function kills(tree: string, driver: string): Promise<Ended> {
  const parts = await Promise.all(
    Array.from({ length: jobs }, async (_, part) =>
      run(tree, 'kills', ['--driver', driver, ...sizes.kills, '--part', `${part + 1}/${jobs}`], true),
    ),
  );
  const tallies = parts.flatMap((part) => part.tallies.map(([, tally]) => tally));
  const status = Math.max(...parts.map((part) => part.status));
  return { status, tallies: tallies.length === 0 ? [] : [[`kills, ${driver}`, sumOf(tallies)]] };
}

const begun = performance.now();
const tree = await mkdtemp(join(tmpdir(), 'netloom-matrix-'));
try {
  await promisify(execFile)(process.execPath, [join(CI, 'published-tree.mjs'), tree]);
  const ended = [
    await run(tree, 'faults', sizes.faults, false),
    ...(await Promise.all(DRIVERS.map(async ({ name }) => kills(tree, name)))),
    await run(tree, 'crowd', sizes.crowd, true),
  ];
  const rows = ended.flatMap(({ tallies }) => tallies);
  process.stdout.write(`\n${table(rows)}\n\n${((performance.now() - begun) / 60_000).toFixed(1)} minutes\n`);
  const failed = ended.map(({ status }) => status).filter((status) => status !== 0);
  process.exitCode = failed.find((status) => status !== 77) ?? failed[0] ?? 0;
} finally {
  await rm(tree, { recursive: true, force: true });
}
