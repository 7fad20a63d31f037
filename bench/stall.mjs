// How long the event loop of a process stands still at the most while 500 pods are committed and undone: by a timer of one
// millisecond. Run with `npm run bench:stall -- [PODS] [ROUNDS]`, in a sandbox. Beside it stands how long of that this thread
// worked, and how long it waited for a processor, on which others ran.
import './sandbox-only.mjs';
import { execFileSync } from 'node:child_process';
import { openSync, readSync } from 'node:fs';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { commits } from './peers/netloom/commits.mjs';

const PODS = Number(process.argv[2] ?? 500);
const ROUNDS = Number(process.argv[3] ?? 5);

/** How long this thread has run, and how long it has waited for a processor, in ms: proc(5), and the kernel's sched-stats.rst. */
const schedstat = openSync('/proc/thread-self/schedstat', 'r');
const line = Buffer.alloc(128);
function spent() {
  const length = readSync(schedstat, line, 0, line.length, 0);
  const [worked, waited] = line.toString('latin1', 0, length).split(' ').map(Number);
  return { worked: worked / 1e6, waited: waited / 1e6 };
}

/** The longest pause between two ticks, with what this thread did in it. */
async function longest(work) {
  let most = { stall: 0, worked: 0, waited: 0 };
  let last = { at: performance.now(), ...spent() };
  const look = () => {
    const now = { at: performance.now(), ...spent() };
    const stall = now.at - last.at - 1;
    if (stall > most.stall) most = { stall, worked: now.worked - last.worked, waited: now.waited - last.waited };
    last = now;
  };
  const begun = performance.now();
  const timer = setInterval(look, 1);
  await work();
  look();
  clearInterval(timer);
  return { ...most, took: performance.now() - begun };
}

execFileSync('ip', ['link', 'set', 'dev', 'lo', 'up']);
execFileSync('ip', ['link', 'add', 'name', 'br0', 'up', 'type', 'bridge']);
execFileSync('ip', ['address', 'add', '10.1.0.1/16', 'dev', 'br0']);

const net = createNet({ driver: netlink() });
const { jobs } = commits(net, {});
const results = { [`commit of ${PODS} pods`]: [], 'its undo': [] };
const [commit, undo] = Object.values(results);
for (let round = 0; round < ROUNDS; round++) {
  commit.push(await longest(() => jobs.pods.run(PODS)));
  undo.push(await longest(() => jobs.teardown.run()));
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
console.log(
  `ms, of ${ROUNDS} rounds          longest stall: median (most)   in it this thread worked, and waited for a processor    took`,
);
for (const [title, rounds] of Object.entries(results)) {
  const of = (field) => median(rounds.map((round) => round[field]));
  const stall = `${of('stall').toFixed(1)} (${Math.max(...rounds.map((round) => round.stall)).toFixed(1)})`;
  const spentIn = `${of('worked').toFixed(1)}, ${of('waited').toFixed(1)}`;
  console.log(`${title.padEnd(26)} ${stall.padStart(29)} ${spentIn.padStart(54)} ${of('took').toFixed(0).padStart(7)}`);
}
await net.close();
