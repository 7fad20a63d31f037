import type { KernelOperation, OperationFailure, Outcome } from '@netloom/core';
import { SystemError } from '../libc/system-error.js';
import { fieldAt } from '../error/field-at.js';
import { LostAckError, RequestError } from './applier.js';

export const DONE: Outcome = Object.freeze({ status: 'done' });
export const NOT_RUN: Outcome = Object.freeze({ status: 'not-run' });

/** The outcome of an operation that threw. A defect of the driver itself is thrown on. */
export function outcomeOfError(error: unknown, operation: KernelOperation): Outcome {
  if (error instanceof LostAckError) return { status: 'unknown' };
  if (error instanceof RequestError) {
    const { errno, message, offset } = error.failure;
    const attribute = offset === undefined ? undefined : fieldAt(error.request, offset, operation, error.swapped);
    return failure(errno, message, attribute);
  }
  if (error instanceof SystemError) return failure(error.errno, error.kernelMessage);
  throw error;
}

function failure(errno: string, message?: string, attribute?: string): OperationFailure {
  return {
    status: 'failed',
    errno,
    ...(message === undefined ? {} : { kernelMessage: message }),
    ...(attribute === undefined ? {} : { attribute }),
  };
}
