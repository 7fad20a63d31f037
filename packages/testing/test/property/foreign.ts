import { HOST, type KernelOperation } from '@netloom/core';
import * as fc from 'fast-check';
import {
  addressOperation,
  fdbOperation,
  neighbourOperation,
  routeOperation,
  ruleOperation,
  sysctlOperation,
} from '../differential/layer3-operations.js';
import { addBridge, addMacvlan, addVeth, deleteLink, setData, setLink } from '../differential/link-operations.js';

/** An operation of somebody who does not know of netloom. The second namespace of its pool is now and then the host. */
export const foreignOperation: fc.Arbitrary<KernelOperation> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: addVeth },
      { weight: 1, arbitrary: addBridge },
      { weight: 3, arbitrary: addMacvlan },
      { weight: 8, arbitrary: setLink },
      { weight: 1, arbitrary: setData },
      { weight: 1, arbitrary: deleteLink },
      { weight: 9, arbitrary: addressOperation },
      { weight: 8, arbitrary: routeOperation },
      { weight: 3, arbitrary: neighbourOperation },
      { weight: 2, arbitrary: ruleOperation },
      { weight: 2, arbitrary: fdbOperation },
      { weight: 3, arbitrary: sysctlOperation },
    ),
    fc.boolean(),
    fc.constantFrom('v0', 'eth0', 'h0', 'h0'),
  )
  .map(([operation, onHost, card]) => (onHost ? landed(operation, card) : operation));

/** On the host, and on a link that is there. */
function landed(operation: KernelOperation, card: string): KernelOperation {
  return JSON.parse(JSON.stringify(operation), (key, value: unknown) => {
    if (/^(?:namespace|parentNamespace)$/.test(key) && value === 'b') return HOST;
    return (key === 'link' || key === 'dev' || key === 'parent') && value === 'v0' ? card : value;
  }) as KernelOperation;
}
