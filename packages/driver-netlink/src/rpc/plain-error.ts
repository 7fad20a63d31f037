import { DriverError, NetloomError, PermissionError, UnsupportedError } from '@netloom/core/driver';
import { SystemError } from '../libc/system-error.js';
import { DecodeError } from '../wire/decode-error.js';
import type { PlainError } from './messages.js';

/** An error as data that JSON can hold. */
export function toPlainError(error: unknown): PlainError {
  if (error instanceof SystemError) {
    const { message, errno, kernelMessage } = error;
    return { kind: 'driver', message, errno, ...(kernelMessage === undefined ? {} : { kernelMessage }) };
  }
  if (error instanceof DecodeError) return { kind: 'driver', message: error.message };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (NetloomError.is(error)) {
    if (error.code === 'NETLOOM_ERR_PERMISSION') return { kind: 'permission', message };
    if (error.code === 'NETLOOM_ERR_UNSUPPORTED') return { kind: 'unsupported', message };
  }
  return { kind: 'other', message, ...(stack === undefined ? {} : { stack }) };
}

/** What callers of the package get for an error of its inside. */
export function publicError(error: unknown): Error {
  return fromPlainError(toPlainError(error));
}

/** The error that it was. */
export function fromPlainError({ kind, message, errno, kernelMessage, stack }: PlainError): Error {
  if (kind === 'driver') return new DriverError(message, { errno, kernelMessage });
  if (kind === 'permission') return new PermissionError(message);
  if (kind === 'unsupported') return new UnsupportedError(message);
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
