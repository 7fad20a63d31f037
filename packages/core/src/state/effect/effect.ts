import type { ProblemCode } from '../../error/problem-code.js';
import type { KernelOperation } from '../../operation/operation.js';
import type { NetworkModel } from '../network-model.js';

/** Why an operation cannot have its effect: the kernel would refuse it. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly message: string;
  readonly mend?: string;
}

/** Works out what an operation does to a network; gives the reason where it can do nothing. */
export type Effect<O extends KernelOperation> = (model: NetworkModel, operation: O) => Refusal | undefined;
