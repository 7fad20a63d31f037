// How long the event loop of a process stands still at the most while 500 pods are committed and undone: by a timer of one
// millisecond. Run with `npm run bench:stall -- [PODS] [ROUNDS]`, in a sandbox. Beside it stands how long of that this thread
// worked, and how long it waited for a processor, on which others ran.
import './sandbox-only.mjs';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { createNet } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';
import { commits } from './peers/netloom/commits.mjs';
import { watchStalls } from './stall/watch-stalls.mjs';

const PODS = Number(process.argv[2] ?? 500);
const ROUNDS = Number(process.argv[3] ?? 5);

/** Another process of Node.js, which does nothing. */
const bystander = fork(new URL('stall/bystander.mjs', import.meta.url));
const ask = async (message) => {
  bystander.send(message);
  const [answer] = await once(bystander, 'message');
  return answer;
};

/** The longest stalls during a piece of work: of this process, which does it, and of the one that does nothing. */
async function longest(work) {
  await ask('begin');
  const stop = watchStalls();
  await work();
  const own = stop();
  return { own, other: await ask('end') };
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
  `ms, of ${ROUNDS} rounds                               longest stall: median (most)   in it worked, and waited for a processor    took`,
);
function tell(title, stalls) {
  const of = (field) => median(stalls.map((stall) => stall[field]));
  const stall = `${of('stall').toFixed(1)} (${Math.max(...stalls.map((one) => one.stall)).toFixed(1)})`;
  const spentIn = `${of('worked').toFixed(1)}, ${of('waited').toFixed(1)}`;
  console.log(`${title.padEnd(46)} ${stall.padStart(29)} ${spentIn.padStart(42)} ${of('took').toFixed(0).padStart(7)}`);
}
for (const [title, rounds] of Object.entries(results)) {
  tell(
    title,
    rounds.map(({ own }) => own),
  );
  tell(
    '  beside it, a process that does nothing',
    rounds.map(({ other }) => other),
  );
}
await net.close();
bystander.disconnect();
