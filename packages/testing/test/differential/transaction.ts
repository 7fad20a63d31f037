import type { KernelOperation } from '@netloom/core';
import * as fc from 'fast-check';
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

const operation: fc.Arbitrary<KernelOperation> = fc.oneof(
  { weight: 5, arbitrary: addVeth },
  { weight: 3, arbitrary: addBridge },
  { weight: 5, arbitrary: addMacvlan },
  { weight: 14, arbitrary: setLink },
  { weight: 2, arbitrary: setData },
  { weight: 2, arbitrary: deleteLink },
  { weight: 9, arbitrary: addressOperation },
  { weight: 8, arbitrary: routeOperation },
  { weight: 3, arbitrary: neighbourOperation },
  { weight: 2, arbitrary: ruleOperation },
  { weight: 2, arbitrary: fdbOperation },
  { weight: 3, arbitrary: sysctlOperation },
);

const anyTransaction: fc.Arbitrary<KernelOperation[]> = fc.oneof(
  { weight: 3, arbitrary: operation.map((single) => [single]) },
  { weight: 1, arbitrary: fc.array(operation, { minLength: 2, maxLength: 4 }) },
);

/** One transaction after another; what is behind a failure in one is not run. */
export const transactions: fc.Arbitrary<KernelOperation[][]> = fc
  .tuple(
    fc.oneof({ weight: 9, arbitrary: prelude }, { weight: 1, arbitrary: fc.constant<KernelOperation[]>([]) }),
    fc.array(anyTransaction, { minLength: 1, maxLength: 12 }),
  )
  .map(([begun, list]) => (begun.length === 0 ? list : [begun, ...list]));
