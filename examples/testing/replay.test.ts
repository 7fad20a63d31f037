// What happened in production, as a test.
//
//   npx ava examples/dist/testing/replay.test.js
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { createNet } from '@netloom/core';
import { mockDriver, recordDriver, replay } from '@netloom/testing';
import { joinBridge, makeBridge } from './join-bridge.js';

const folder = await mkdtemp(join(tmpdir(), 'netloom-replay-'));
test.after.always(async () => rm(folder, { recursive: true }));

/** A machine on which a route cannot be added. Yours has a driver for a real kernel there. */
const driver = mockDriver({ faults: [{ op: 'route.add', errno: 'ENOBUFS' }] });

test('the log of an incident fails again, and shows that the code goes back', async (t) => {
  const file = join(folder, 'incident.jsonl');
  {
    const recorded = recordDriver(driver, { file });
    await using net = createNet({ driver: recorded });
    await makeBridge(net);
    await t.throwsAsync(joinBridge(net, 'web', '10.0.0.2/24'));
  }

  const log = await replay(file);
  await using net = createNet({ driver: log.driver });
  await makeBridge(net);
  await t.throwsAsync(joinBridge(net, 'web', '10.0.0.2/24'), { message: /ENOBUFS/ });

  t.deepEqual(log.differences(), []);
  t.deepEqual(await net.namespaces(), []);
});

test('the log by itself: does the simulated kernel do what the real one did?', async (t) => {
  const file = join(folder, 'log.jsonl');
  await using net = createNet({ driver: recordDriver(mockDriver(), { file }) });
  await makeBridge(net);
  await joinBridge(net, 'web', '10.0.0.2/24');

  const log = await replay(file);
  t.deepEqual(log.run(), []);
});
