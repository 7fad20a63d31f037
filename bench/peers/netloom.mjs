// Ours: the jobs as transactions, or with `apply` the driver alone with the operations of such a transaction.
//
//   node netloom.mjs netlink|netlink-main|iproute2 single|kernel commit|apply
import { createInterface } from 'node:readline';
import { createNet } from '@netloom/core';
import { apply } from './netloom/apply.mjs';
import { commits } from './netloom/commits.mjs';
import { stalls } from './netloom/stall.mjs';

const [driverName, queues, mode] = process.argv.slice(2);

async function openDriver() {
  if (driverName === 'iproute2') return (await import('@netloom/driver-iproute2')).iproute2();
  const { netlink } = await import('@netloom/driver-netlink');
  return netlink(driverName === 'netlink-main' ? { thread: 'main' } : {});
}

const driver = await openDriver();
const net = createNet({ driver });
const own = commits(net, queues === 'kernel' ? { queues } : {});
const jobs = mode === 'apply' ? apply(driver, net, own) : { ...own.jobs, ...stalls(own.jobs) };

for await (const line of createInterface({ input: process.stdin })) {
  const [job, count] = line.split(' ');
  try {
    const { prepare, run } = jobs[job];
    await prepare?.(Number(count));
    const start = process.hrtime.bigint();
    const extra = await run(Number(count));
    const end = process.hrtime.bigint();
    console.log(['ok', start, end, ...(extra === undefined ? [] : [extra])].join(' '));
  } catch (error) {
    console.log('error', String(error).replaceAll('\n', ' '));
  }
}
await net.close();
