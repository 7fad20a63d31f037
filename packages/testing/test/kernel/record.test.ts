import './sandbox-only.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { createNet, type Net } from '@netloom/core';
import { recordDriver, replay } from '@netloom/testing';
import { DRIVERS } from './support/drivers.js';
import { bare } from './support/scene.js';

/** A little of everything that a container manager does, and one thing that the kernel refuses. */
async function work(net: Net): Promise<void> {
  const pod = net
    .host()
    .namespace('rec-web')
    .veth('eth0', { address: ['10.77.0.2/24', 'fd77::2/64'], peer: { name: 'rec-web0', master: 'rec-br' } })
    .route('default', { via: '10.77.0.1' });
  const commit = await pod.commit();
  await net
    .namespace('rec-web')
    .link('eth0', { mtu: 1400 })
    .neighbour('eth0', '10.77.0.9', { mac: '02:00:00:00:77:09' })
    .commit();
  await net.namespace('rec-lan').macvlan('rec-br', { mode: 'bridge', address: '10.77.0.20/24' }).commit();
  await net
    .namespace('rec-web')
    .route('10.99.0.0/16', { via: '192.0.2.1' })
    .commit()
    .catch(() => undefined);
  await net.undo((await net.commits()).at(-1)?.id ?? commit.id);
}

for (const { name, open } of DRIVERS) {
  test.serial(`${name}: what was recorded on the real kernel is done the same way by the simulated one`, async (t) => {
    t.teardown(bare);
    bare();
    const folder = mkdtempSync(join(tmpdir(), 'netloom-record-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'log.jsonl');
    await using before = createNet({ driver: open() });
    await before.host().bridge('rec-br', { address: '10.77.0.1/24' }).commit();
    {
      await using net = createNet({ driver: recordDriver(open(), { file }) });
      await work(net);
    }
    const log = await replay(file);
    t.true(log.steps.length > 10, `${log.steps.length} steps`);
    t.deepEqual(log.run(), []);
  });

  test.serial(`${name}: and code that does the same again finds the same`, async (t) => {
    t.teardown(bare);
    bare();
    const folder = mkdtempSync(join(tmpdir(), 'netloom-record-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'log.jsonl');
    await using net = createNet({ driver: recordDriver(open(), { file }) });
    const act = async (on: Net): Promise<unknown> =>
      on.host().bridge('rec-br', { address: '10.77.0.1/24' }).namespace('rec').veth('eth0', { peer: 'rec0' }).commit();
    await act(net);
    const log = await replay(file);
    await using again = createNet({ driver: log.driver });
    await act(again);
    t.deepEqual(log.differences(), []);
  });
}
