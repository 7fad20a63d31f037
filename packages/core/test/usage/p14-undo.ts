import { createNet, type Net } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';
import { mockDriver } from '@netloom/testing';
import { workerDriver } from './netlink-with-worker.js';

const net = createNet({ driver: workerDriver() });
await net.undo(process.argv[2] ?? '');
const plan = await net.namespace('a').veth('x').plan();
console.log(plan.toString());
if (plan.warnings.length === 0) {
  const commit = await plan.commit({ confirmWithinMs: 60_000 });
  await commit.confirm();
}

// What a driver has beside the common part is there, and only there.
const worker = await net.worker('a', new URL('./server.js', import.meta.url));
await worker[Symbol.asyncDispose]();
// @ts-expect-error -- iproute2 has no worker
void createNet({ driver: iproute2() }).worker;
const either = createNet({ driver: process.env['CI'] ? mockDriver() : workerDriver() });
// @ts-expect-error -- not every driver of the union has one
void either.worker;
export const base: Net = net;
