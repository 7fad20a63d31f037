import type { KernelOperation, OperationFailure, Outcome } from '@netloom/core';
import { ipCommands, shellLine } from '@netloom/core/driver';
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
    return failure(operation, errno, message, attribute);
  }
  if (error instanceof SystemError) return failure(operation, error.errno, error.kernelMessage);
  throw error;
}

function failure(operation: KernelOperation, errno: string, message?: string, attribute?: string): OperationFailure {
  const command = commandOf(operation);
  return {
    status: 'failed',
    errno,
    ...(message === undefined ? {} : { kernelMessage: message }),
    ...(command === undefined ? {} : { command }),
    ...(attribute === undefined ? {} : { attribute }),
  };
}

/** The `ip` command that does the same; nothing where a value of the operation has no safe form as an argument. */
function commandOf(operation: KernelOperation): string | undefined {
  try {
    return ipCommands(operation).map(shellLine).join(' && ');
  } catch {
    return undefined;
  }
}
