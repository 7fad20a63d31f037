import type { KernelOperation } from '@netloom/core';
import * as fc from 'fast-check';
import { simulatedKernel } from '@netloom/testing';
import { aim } from './aim.js';
import {
  addressOperation,
  fdbOperation,
  neighbourOperation,
  routeOperation,
  ruleOperation,
  sysctlOperation,
} from './layer3-operations.js';
import { addBridge, addMacvlan, addVeth, deleteLink, setData, setLink } from './link-operations.js';
import { prelude } from './prelude.js';
import { Scene } from './scene.js';
import { isFollowedByEvents, isHeardByChance } from './undefined.js';

const operation: fc.Arbitrary<KernelOperation> = fc.oneof(
  { weight: 4, arbitrary: addVeth },
  { weight: 2, arbitrary: addBridge },
  { weight: 3, arbitrary: addMacvlan },
  { weight: 18, arbitrary: setLink },
  { weight: 2, arbitrary: setData },
  { weight: 2, arbitrary: deleteLink },
  { weight: 9, arbitrary: addressOperation },
  { weight: 8, arbitrary: routeOperation },
  { weight: 3, arbitrary: neighbourOperation },
  { weight: 2, arbitrary: ruleOperation },
  { weight: 2, arbitrary: fdbOperation },
  { weight: 3, arbitrary: sysctlOperation },
);

/** An operation that was drawn blindly, and what decides how it is aimed, if it is. */
interface Drawn {
  readonly blind: KernelOperation;
  readonly aimed: boolean;
  readonly choices: readonly number[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  blind: operation,
  aimed: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  choices: fc.array(fc.nat(1000), { minLength: 16, maxLength: 16 }),
});

const anyTransaction: fc.Arbitrary<Drawn[]> = fc.oneof(
  { weight: 3, arbitrary: drawn.map((single) => [single]) },
  { weight: 1, arbitrary: fc.array(drawn, { minLength: 2, maxLength: 4 }) },
);

/** One transaction after another; what is behind a failure in one is not run. */
export const transactions: fc.Arbitrary<KernelOperation[][]> = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: prelude }, { weight: 1, arbitrary: fc.constant<KernelOperation[]>([]) }),
    fc.array(anyTransaction, { minLength: 3, maxLength: 24, size: 'max' }),
  )
  .map(([begun, list]) => {
    const scene = new Scene(simulatedKernel());
    for (const each of begun) if (!scene.carryOut(each)) break;
    const concrete = list.flatMap((transaction) => concreteTransactions(transaction, scene));
    return begun.length === 0 ? concrete : [begun, ...concrete];
  });

/** One transaction, or several where the real kernel has to be waited for in the midst of it. */
function concreteTransactions(transaction: readonly Drawn[], scene: Scene): KernelOperation[][] {
  const list: KernelOperation[][] = [[]];
  let carriers = scene.carriers();
  let goesOn = true;
  for (const { blind, aimed, choices } of transaction) {
    scene.chooseBy(choices);
    const concrete = aimed ? aim(blind, scene) : blind;
    if (isHeardByChance(concrete, scene.links())) continue;
    goesOn &&= scene.carryOut(concrete);
    list.at(-1)!.push(concrete);
    const before = carriers;
    carriers = scene.carriers();
    if (isFollowedByEvents(concrete, before, carriers)) list.push([]);
  }
  return list.filter(({ length }) => length > 0);
}
