// How long the event loop of a process stands still at the most while 500 pods are committed and undone: by a timer of one
// millisecond. Run with `npm run bench:stall -- [PODS] [ROUNDS]`, in a sandbox. Node 24 and later tell beside it how much of
// that this thread itself worked, since on a busy machine it also stands still because others run.
import './sandbox-only.mjs';
import { execFileSync } from 'node:child_process';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { commits } from './peers/netloom/commits.mjs';

const PODS = Number(process.argv[2] ?? 500);
const ROUNDS = Number(process.argv[3] ?? 5);

function worked() {
  const { user, system } = process.threadCpuUsage?.() ?? { user: Number.NaN, system: 0 };
  return (user + system) / 1000;
}

async function longest(work) {
  const most = { stall: 0, worked: Number.NaN };
  let last = { at: performance.now(), worked: worked() };
  const look = () => {
    const now = { at: performance.now(), worked: worked() };
    most.stall = Math.max(most.stall, now.at - last.at - 1);
    most.worked = Math.max(most.worked || 0, now.worked - last.worked);
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
console.log(`ms, of ${ROUNDS} rounds             longest stall: median (most)   of it this thread worked   took`);
for (const [title, rounds] of Object.entries(results)) {
  const stalls = rounds.map(({ stall }) => stall);
  const stall = `${median(stalls).toFixed(1)} (${Math.max(...stalls).toFixed(1)})`;
  const own = median(rounds.map((round) => round.worked));
  const took = median(rounds.map((round) => round.took)).toFixed(0);
  console.log(
    `${title.padEnd(30)} ${stall.padStart(29)} ${(Number.isNaN(own) ? '-' : own.toFixed(1)).padStart(26)} ${took.padStart(6)}`,
  );
}
await net.close();
