import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import nodeTest from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { inSandbox } from '@netloom/testing';

// A test file of node:test that runs itself in a sandbox.
const test = await inSandbox(nodeTest);

void test('sees a network of its own', () => {
  console.log('ran in', process.env['NETLOOM_SANDBOX'] ?? 'no sandbox');
  assert.deepEqual(networkInterfaces(), {});
});

void test('does as it is told', async () => {
  const order = process.env['ORDER'];
  if (order === 'fail') assert.fail('as told');
  if (order !== 'wait') return;
  process.on('SIGTERM', () => {
    console.log('heard SIGTERM');
    process.exit(7);
  });
  console.log('waiting');
  await sleep(60_000);
});
