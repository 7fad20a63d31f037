import test from 'ava';
import { CommitError, createNet } from '@netloom/core';
import type { TestedDriver } from './drivers.js';
import { failingAt } from './failing-driver.js';
import { observe, settle } from './observe.js';
import { bare, sceneOf } from './scene.js';
import { TOPOLOGIES } from '../topology/topologies.js';

/** For each k: a transaction whose k-th operation fails leaves all as it was; and so does one that is undone. */
export function testEveryFailure({ name, open }: TestedDriver): void {
  for (const topology of TOPOLOGIES) {
    test.serial(`${name}: ${topology.name}: whichever operation fails, all is as it was`, async (t) => {
      t.timeout(120_000);
      await using real = Object.assign(open(), { [Symbol.asyncDispose]: async () => real.close() });
      sceneOf(topology);
      t.teardown(bare);
      const before = observe();
      let k = 0;
      for (let count = Infinity; k < count; k++) {
        const failing = failingAt(real, k);
        const net = createNet({ driver: failing.driver });
        const error = await t.throwsAsync(topology.change(net).commit(), undefined, `operation ${k} of ${count}`);
        t.true(error instanceof CommitError, `operation ${k}: ${String(error)}`);
        t.deepEqual(await settle(before), before, `after operation ${k} failed`);
        count = failing.count();
      }
      t.log(`${k} positions`);
      t.true(k > 5);
    });

    test.serial(`${name}: ${topology.name}: undone after the commit, all is as it was`, async (t) => {
      await using net = createNet({ driver: open() });
      sceneOf(topology);
      t.teardown(bare);
      const before = observe();
      const commit = await topology.change(net).commit();
      t.notDeepEqual(observe(), before);
      await commit.undo();
      t.deepEqual(await settle(before), before);
      t.deepEqual(await net.commits(), []);
    });
  }
}
