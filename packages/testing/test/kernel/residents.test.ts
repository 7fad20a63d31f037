import './sandbox-only.js';
import test from 'ava';
import { createNet } from '@netloom/core';
import { DRIVERS } from './support/drivers.js';
import { bare } from './support/scene.js';

for (const { name, open } of DRIVERS) {
  test.serial(`${name}: undo names the processes that live in a namespace that goes, and lets them live`, async (t) => {
    t.teardown(bare);
    bare();
    await using net = createNet({ driver: open() });
    const commit = await net.namespace('home').commit();
    const tenant = net.exec('home', 'sleep', ['30'], { reject: false });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { notes } = await commit.undo();
    t.regex(notes.join('\n'), /process \d+ \(sleep\) lives on in what was namespace "home"/);
    t.deepEqual(await net.namespaces(), []);
    t.is(tenant.exitCode, null);
    tenant.kill();
    await tenant;
  });
}
