/**
 * Commits many times, undoes each time, and prints the descriptors and the memory of the process on the way.
 *
 *   npm run bench:leak -- [COMMITS]
 *
 * Every hundredth commit makes a pod: a namespace, a veth into it with addresses, a route. The others add an address.
 * Ends with status 1 where descriptors are left over. What memory does is for people to judge: garbage of the main thread
 * is collected before it is looked at (`--expose-gc`), that of the other threads is not.
 */
import './sandbox-only.js';
import { readdirSync } from 'node:fs';
import { createNet, type Net } from '@netloom/core';
import { netlink } from '@netloom/driver-netlink';

const COMMITS = Number(process.argv[2] ?? 10_000);
const STEPS = 10;

async function commitOnce(net: Net, round: number): Promise<void> {
  const transaction =
    round % 100 === 0
      ? net
          .namespace('pod')
          .veth('eth0', { address: '10.9.0.2/24', peer: { name: 'pod0', address: '10.9.0.1/24' } })
          .route('default', { via: '10.9.0.1' })
      : net.host().address('lo', '10.8.0.1/32');
  const commit = await transaction.commit();
  await commit.undo();
}

interface Figures {
  readonly descriptors: number;
  readonly rss: number;
}

function report(commits: number): Figures {
  const descriptors = readdirSync('/proc/self/fd').length;
  gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  const row = [String(commits).padStart(8), String(descriptors).padStart(12), inMiB(rss), inMiB(heapUsed)];
  console.log(row.join(' '));
  return { descriptors, rss };
}

function inMiB(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1).padStart(8);
}

await using net = createNet({ driver: netlink() });
// What is opened once is open before it is counted.
for (let round = 0; round < 200; round += 1) await commitOnce(net, round);

console.log(' commits  descriptors  RSS MiB heap MiB');
const before = report(0);
let after = before;
for (let step = 1; step <= STEPS; step += 1) {
  for (let round = 0; round < COMMITS / STEPS; round += 1) await commitOnce(net, round);
  after = report((COMMITS / STEPS) * step);
}
console.log(
  `${COMMITS} commits, each undone: ${before.descriptors} descriptors before and ${after.descriptors} after, ` +
    `${inMiB(before.rss).trim()} MiB before and ${inMiB(after.rss).trim()} after`,
);
if (after.descriptors > before.descriptors) {
  console.error(`${after.descriptors - before.descriptors} descriptors were left open`);
  process.exitCode = 1;
}
