// Commits a second of one process, and of eight at once that share a bridge and the journal. Run with
// `npm run bench:throughput`, which puts it in a sandbox; `-- SECONDS DRIVER` for how long and with which driver.
import './sandbox-only.mjs';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { createNet } from '@netloom/core';

const PROCESSES = 8;
/** Rounds of which the better counts: what else the machine does only ever costs. */
const ROUNDS = 3;

async function openDriver(name) {
  const { [name]: open } = await import(`@netloom/driver-${name}`);
  return open();
}

/** Commits a pod and undoes it until told to stop; gives how many were committed. */
async function work(number, name) {
  const net = createNet({ driver: await openDriver(name) });
  const commitOnce = async () => {
    const commit = await net
      .namespace(`pod${number}`)
      .veth('eth0', { address: `10.1.0.${number + 2}/24`, peer: { name: `pod${number}`, master: 'br0' } })
      .route('default', { via: '10.1.0.1' })
      .commit();
    await commit.undo();
  };
  // What is loaded and probed by the first is no part of it.
  await commitOnce();
  process.send('ready');
  const [seconds] = await once(process, 'message');
  const end = performance.now() + seconds * 1000;
  let commits = 0;
  while (performance.now() < end) {
    await commitOnce();
    commits += 1;
  }
  process.send(commits);
  await net.close();
  process.disconnect();
}

async function measure(processes, seconds, name) {
  const workers = Array.from({ length: processes }, (_, number) =>
    fork(fileURLToPath(import.meta.url), ['--worker', String(number), name]),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  const counts = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.send(seconds);
  const commits = (await Promise.all(counts)).map(([count]) => count);
  await Promise.all(workers.map((worker) => worker.exitCode ?? once(worker, 'exit')));
  return commits.reduce((sum, count) => sum + count, 0) / seconds;
}

if (process.argv[2] === '--worker') await work(Number(process.argv[3]), process.argv[4]);
else {
  const seconds = Number(process.argv[2] ?? 5);
  const names = process.argv[3] === undefined ? ['netlink', 'iproute2'] : [process.argv[3]];
  for (const command of ['link add br0 type bridge', 'address add 10.1.0.1/24 dev br0', 'link set br0 up'])
    await execa('ip', command.split(' '));
  for (const name of names) {
    const best = { one: 0, many: 0 };
    for (let round = 0; round < ROUNDS; round++) {
      best.one = Math.max(best.one, await measure(1, seconds, name));
      best.many = Math.max(best.many, await measure(PROCESSES, seconds, name));
    }
    console.log(
      `${name.padEnd(9)} 1 process ${best.one.toFixed(1)} commits/s (each undone), ` +
        `${PROCESSES} processes ${best.many.toFixed(1)} commits/s`,
    );
  }
}
