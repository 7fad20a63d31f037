// Measures us and others side by side, in turn. Run with `npm run bench`, which puts it in a sandbox and builds the peers:
//
//   --jobs small,pods(100)   only these; also sizes that are not in jobs.mjs, as pods(20)
//   --peers netlink,go       only these, beside the limit
//   --rounds 9               how often each peer does each job
//   --quick                  few jobs, three rounds; nothing is written
//   --out FOLDER             where results.json, results.md and results.svg go, by default this folder
import './sandbox-only.mjs';
import { parseArgs } from 'node:util';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureFresh } from './fresh.mjs';
import { JOBS, QUICK, jobOf } from './jobs.mjs';
import { describeMachine, loadNow } from './machine.mjs';
import { LIMIT, PEERS } from './peers.mjs';
import { writeReport } from './report.mjs';
import { resultsText } from './results-text.mjs';
import { Rounds } from './rounds.mjs';
import { Stage } from './stage.mjs';
import { STALL_JOBS } from './stalls.mjs';

const { values: options } = understood(() =>
  parseArgs({
    options: {
      jobs: { type: 'string' },
      peers: { type: 'string' },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      out: { type: 'string', default: fileURLToPath(new URL('.', import.meta.url)) },
    },
  }),
);

const ids = options.jobs?.split(/,(?![^(]*\))/) ?? (options.quick ? QUICK : JOBS.map(({ id }) => id));
const jobs = understood(() => ids.map(jobOf));
const rounds = understood(() => parseRounds(options.rounds ?? (options.quick ? '3' : '9')));
const peers = understood(() => chosenPeers(options.peers?.split(',')));
const whole = options.jobs === undefined && !options.quick;

const stage = await Stage.set();
const running = new Rounds(stage, console.log);
const run = { machine: describeMachine(), rounds, results: [], fresh: [] };
const folder = options.quick ? undefined : options.out;

for (const job of jobs) await measure(job, rounds);
if (whole) for (const job of STALL_JOBS) await measure(job, 3);
await running.close();
if (whole) run.fresh = await measureFresh(stage, peers, 5, console.log);
await stage.close();
console.log(`\n${resultsText(run)}`);
if (folder) await writeReport(run, folder);

/** What is said wrongly is told in a line, before anything is begun. */
function understood(read) {
  try {
    return read();
  } catch (error) {
    console.error(error.message);
    return process.exit(2);
  }
}

function parseRounds(text) {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`--rounds: ${JSON.stringify(text)} is no number from 1 to 9999`);
  return Number(text);
}

/** What is there is written after each job, so that little is lost of a run that is cut off. */
async function measure(job, times) {
  console.log(`${job.id}, load ${loadNow()}`);
  const measured = await running.measure(job, peers, times);
  run.results.push({ job: job.id, title: job.title, peers: [...measured] });
  run.machine.loadAfter = loadNow();
  if (folder) await writeReport(run, folder);
}

function chosenPeers(wanted) {
  const unknown = wanted?.find((id) => !PEERS.some((peer) => peer.id === id));
  if (unknown) throw new Error(`--peers: what is ${unknown}? There are ${PEERS.map(({ id }) => id).join(', ')}`);
  const chosen = PEERS.filter(({ id }) => wanted === undefined || wanted.includes(id) || id === LIMIT);
  const missing = chosen.flatMap(({ id, command: [file], needs }) =>
    [file, needs].filter(isMissing).map((each) => [id, each]),
  );
  for (const [id, file] of missing) console.log(`${id} is left out: there is no ${file}`);
  return chosen.filter(({ id }) => !missing.some(([each]) => each === id));
}

/** A command without a folder is found by the shell's path. */
function isMissing(file) {
  return file?.startsWith('/') && !existsSync(file);
}
