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

const operation: fc.Arbitrary<KernelOperation> = fc.oneof(
  { weight: 8, arbitrary: addVeth },
  { weight: 4, arbitrary: addBridge },
  { weight: 4, arbitrary: addMacvlan },
  { weight: 12, arbitrary: setLink },
  { weight: 2, arbitrary: setData },
  { weight: 2, arbitrary: deleteLink },
  { weight: 9, arbitrary: addressOperation },
  { weight: 8, arbitrary: routeOperation },
  { weight: 3, arbitrary: neighbourOperation },
  { weight: 2, arbitrary: ruleOperation },
  { weight: 2, arbitrary: fdbOperation },
  { weight: 3, arbitrary: sysctlOperation },
);

/** One transaction after another; what is behind a failure in one is not run. */
export const transactions: fc.Arbitrary<KernelOperation[][]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: operation.map((single) => [single]) },
    { weight: 1, arbitrary: fc.array(operation, { minLength: 2, maxLength: 4 }) },
  ),
  { minLength: 2, maxLength: 14 },
);
