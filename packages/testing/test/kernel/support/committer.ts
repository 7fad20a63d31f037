import { createNet } from '@netloom/core';
import { DRIVERS } from './drivers.js';

// Run as a process of its own: commits a small transaction with a window, says so, and waits.
const [name = '', windowMs = '0'] = process.argv.slice(2);
const driver = DRIVERS.find((each) => each.name === name);
if (!driver) throw new Error(`no driver ${name}`);
const net = createNet({ driver: driver.open(), guard: windowMs === 'guarded' });
const tx = net
  .namespace('guarded')
  .veth('g0', { address: '10.9.0.2/24', peer: { name: 'g1', address: '10.9.0.1/24' } });
if (windowMs === 'guarded') {
  await tx
    .verify(async () => {
      process.stdout.write('committed\n');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    })
    .commit();
} else {
  const commit = await tx.commit({ confirmWithinMs: Number(windowMs) });
  process.stdout.write(`committed ${commit.id}\n`);
  setTimeout(() => undefined, 60_000);
}
