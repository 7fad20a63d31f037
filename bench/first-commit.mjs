// What a process pays that imports the netlink driver, and one that makes a first small commit (a namespace, a veth pair
// with addresses, a route) with `netlink({ thread: 'main' })`: beyond what Node itself takes to start, and for the packages
// as they are published beside those of the repository. Run with `npm run bench:first-commit -- [ROUNDS]`, in a sandbox.
import './sandbox-only.mjs';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../.ci/bundle.mjs';

const ROUNDS = Number(process.argv[2] ?? 20);
const REPOSITORY = new URL('..', import.meta.url).pathname;

const REPORT = `
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ wall: performance.now(), processor: (user + system) / 1000 }));
`;
const PROGRAMS = {
  import: `await import('@netloom/driver-netlink'); ${REPORT}`,
  'first commit': `
    import { createNet } from '@netloom/core';
    import { netlink } from '@netloom/driver-netlink';
    const net = createNet({ driver: netlink({ thread: 'main' }) });
    const commit = await net
      .namespace('first')
      .veth('eth0', { address: '10.9.0.2/24', peer: { name: 'first0', address: '10.9.0.1/24' } })
      .route('default', { via: '10.9.0.1' })
      .commit();
    ${REPORT}
    await commit.undo();
    await net.close();
  `,
};

/** A folder in which the packages are found as they are published, with what else the repository has installed. */
async function publishedFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'netloom-published-'));
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
    if (name !== '@netloom') symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
  await bundle(join(modules, '@netloom'));
  return folder;
}

function measure(cwd, args) {
  return JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: 'utf8' }));
}

const ascending = (a, b) => a - b;
const median = (numbers) => numbers.toSorted(ascending)[numbers.length >> 1];

const published = await publishedFolder();
try {
  const runs = [
    { title: 'node alone', cwd: REPOSITORY, args: ['-e', REPORT] },
    ...Object.entries(PROGRAMS).flatMap(([title, program]) => {
      const args = ['--input-type=module', '-e', program];
      return [
        { title: `${title}, as published`, cwd: published, args },
        { title: `${title}, in the repository`, cwd: REPOSITORY, args },
      ];
    }),
  ].map((run) => ({ ...run, wall: [], processor: [] }));

  for (let round = 0; round < ROUNDS; round++) {
    for (const { cwd, args, wall, processor } of runs) {
      const took = measure(cwd, args);
      wall.push(took.wall);
      processor.push(took.processor);
    }
  }

  const [bare] = runs;
  console.log(`ms beyond node alone, of ${ROUNDS} rounds    processor: median (least)    wall: median (least)`);
  for (const run of runs) {
    const cell = (kind) => {
      const less = (of) => (run === bare ? 0 : of(bare[kind]));
      const least = (numbers) => Math.min(...numbers);
      const text = [median, least].map((of) => (of(run[kind]) - less(of)).toFixed(1));
      return `${text[0]} (${text[1]})`.padStart(22);
    };
    console.log(`${run.title.padEnd(38)} ${cell('processor')} ${cell('wall')}`);
  }
} finally {
  rmSync(published, { recursive: true, force: true });
}
