import './sandbox-only.js';
import { spawnSync } from 'node:child_process';
import test from 'ava';
import { CommitError, createNet, RollbackError, type ApplyOptions, type Driver, type Outcome } from '@netloom/core';
import { DRIVERS } from './support/drivers.js';
import { observe, settle } from './support/observe.js';
import { bare, sceneOf } from './support/scene.js';
import { withApply } from './support/with-apply.js';
import { TOPOLOGIES } from './topology/topologies.js';

const NEVER: Outcome = { status: 'failed', errno: 'EPERM' };

const NOTHING_LEFT = { failed: [], skipped: [], residue: [] };

/** A driver whose last operation fails, and of whose rollback every operation that `fails` says does as well. */
function helpless(real: Driver, fails: (place: number) => boolean): Driver {
  let seen = 0;
  let spoilt = false;
  const refuse = (options: ApplyOptions, index: number): Outcome => {
    options.onOutcome(index, NEVER);
    return NEVER;
  };
  return withApply(real, async (operations, options) => {
    if (!spoilt) {
      spoilt = true;
      const { outcomes } = await real.apply(operations.slice(0, -1), { ...options, after: options.after.slice(0, -1) });
      return { outcomes: [...outcomes, refuse(options, operations.length - 1)] };
    }
    const outcomes: Outcome[] = [];
    for (const [index, operation] of operations.entries()) {
      if (outcomes.some(({ status }) => status !== 'done')) outcomes.push({ status: 'not-run' });
      else if (fails(seen++)) outcomes.push(refuse(options, index));
      else {
        const one = {
          ...options,
          after: [[]],
          onOutcome: (_: number, outcome: Outcome) => options.onOutcome(index, outcome),
        };
        outcomes.push(...(await real.apply([operation], one)).outcomes);
      }
    }
    return { outcomes };
  });
}

const CASES = DRIVERS.flatMap((driver) => TOPOLOGIES.map((topology) => ({ ...driver, topology })));

for (const { name, open, topology } of CASES) {
  for (const [how, fails] of [
    ['nothing', () => true],
    ['every third step', (place: number) => place % 3 === 2],
  ] as const) {
    test.serial(
      `${name}, ${topology.name}: where ${how} could be put back, the commands of the error do`,
      async (t) => {
        t.timeout(60_000);
        sceneOf(topology);
        t.teardown(bare);
        const before = observe();
        const net = createNet({ driver: helpless(open(), fails) });
        t.teardown(async () => {
          for (const { id } of await net.commits()) await net.forget(id);
          await net.close();
        });
        const error = await t.throwsAsync(topology.change(net).commit());
        // Where a third of the steps is tried twice, all of it may have come back.
        t.true(error instanceof RollbackError || (error instanceof CommitError && how !== 'nothing'), String(error));
        const { failed, skipped, residue } = error instanceof RollbackError ? error : NOTHING_LEFT;
        t.is(failed.length > 0, error instanceof RollbackError);
        t.deepEqual(skipped, []);
        for (const { command } of residue) {
          const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
          t.log(command);
          t.is(status, 0, `${command}: ${stderr}`);
        }
        t.deepEqual(await settle(before), before);
      },
    );
  }
}
