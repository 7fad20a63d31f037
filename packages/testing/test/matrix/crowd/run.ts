import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ConflictError, createNet, type Net } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { DRIVERS } from '../../kernel/support/drivers.js';
import { observe, settle } from '../../kernel/support/observe.js';
import { bare, sceneOf } from '../../kernel/support/scene.js';
import { leftovers, surroundings } from '../kills/leftovers.js';
import { differenceOf, linesOf } from '../kills/likeness.js';
import { generator } from '../random.js';
import { emptyTally, printTally } from '../tally.js';
import { SHARED } from './scene.js';
import type { Task, Turn } from './words.js';

// In a sandbox: node run.js [--processes N] [--seconds N] [--kills N] [--seed N]
// N processes that commit and undo at random on shared and own namespaces, the drivers mixed, some of them killed. In the
// end all that is left is undone, and everything must be as before.
const { values } = parseArgs({
  options: {
    processes: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '60' },
    kills: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [processes, seconds, kills, seed] = [values.processes, values.seconds, values.kills, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
];
const random = generator(seed);
const PROGRAM = fileURLToPath(new URL('./member.js', import.meta.url));

/** Endings that others may cause, and that change nothing. */
const ALLOWED = new Set(['ok', 'NETLOOM_ERR_CONFLICT', 'NETLOOM_ERR_VALIDATION', 'NETLOOM_ERR_COMMIT']);
/** Nobody waits longer for others than it is told to; what takes this long has got stuck. */
const STUCK_MS = 40_000;

const tally = emptyTally();
const endings = new Map<string, number>();
let longest = 0;

function count(key: string): void {
  endings.set(key, (endings.get(key) ?? 0) + 1);
}

function wrong(line: string): void {
  tally.divergences += 1;
  process.stdout.write(`${line.slice(0, 600)}\n`);
}

function take({ what, ending, milliseconds, message = '' }: Turn): void {
  tally.runs += 1;
  longest = Math.max(longest, milliseconds);
  count(`${what}: ${ending}`);
  if (!ALLOWED.has(ending)) wrong(`${what} ended with ${ending}: ${message}`);
  if (what !== 'fails' && ending === 'NETLOOM_ERR_COMMIT' && !/EEXIST|EBUSY|ENODEV/.test(message))
    wrong(`${what}: ${message}`);
  if (milliseconds > STUCK_MS) wrong(`${what} took ${(milliseconds / 1000).toFixed(1)} s`);
}

const until = Date.now() + seconds * 1000;
let number = 0;

function join(): ChildProcess {
  const member = fork(PROGRAM, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  member.on('message', take);
  const driver = DRIVERS[number % DRIVERS.length]?.name ?? '';
  member.send({ number: number % 200, driver, seed: seed + number, until } satisfies Task);
  number += 1;
  return member;
}

/** Undoes all that is left, the later on top of the earlier, whoever made it. */
async function clearUp(net: Net): Promise<void> {
  await net.recover();
  for (;;) {
    const records = (await net.commits()).toReversed();
    let undone = 0;
    for (const { id } of records) {
      try {
        await net.undo(id);
        undone += 1;
      } catch (error) {
        // Something of another stands on it still: that one goes first, and then it is this one's turn.
        if (!(error instanceof ConflictError)) throw error;
      }
    }
    if (records.length === 0) return;
    if (undone === 0) {
      wrong(`${records.length} commits cannot be undone in any order`);
      for (const { id } of records) await net.undo(id).catch((error: unknown) => wrong(String(error)));
      return;
    }
  }
}

sceneOf({ name: 'shared', change: (net) => net.host(), ...SHARED });
const before = observe();
const around = surroundings([]);
const members = Array.from({ length: processes }, join);
for (let n = 0; n < kills; n++) {
  await delay(((seconds * 1000) / (kills + 1)) * (0.5 + random()));
  if (Date.now() > until) break;
  const place = Math.floor(random() * members.length);
  const victim = members[place];
  if (!victim || victim.exitCode !== null) continue;
  victim.kill('SIGKILL');
  tally.kills += 1;
  members[place] = join();
}
await Promise.all(members.map(async (member) => (member.exitCode === null ? once(member, 'exit') : undefined)));
const net = createNet({ driver: netlink() });
const kept = (await net.commits()).length;
await clearUp(net);
await net.close();
tally.recoveries = 1;
const now = await settle(before);
for (const line of differenceOf(linesOf(before), linesOf(now))) wrong(line);
const left = leftovers(around, surroundings([]));
for (const line of left) process.stdout.write(`left over: ${line}\n`);
tally.leftovers = left.length;
for (const [ending, times] of [...endings].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  process.stdout.write(`${ending.padEnd(40)} ${times}\n`);
process.stdout.write(
  `${processes} processes, ${seconds} s, ${tally.runs} turns, the longest ${(longest / 1000).toFixed(1)} s; ${kept} commits undone in the end; seed ${seed}\n`,
);
bare();
printTally('crowd', tally);
