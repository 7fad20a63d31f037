import { type IpCommand, type OperationFailure, commandArguments, shellLine } from '@netloom/core';
import { parseFailure } from './parse-failure.js';

/** The failure of a command, from what its tool wrote to standard error. */
export function operationFailure(command: IpCommand, stderr: string): OperationFailure {
  return { status: 'failed', ...parseFailure(stderr), command: shellLine(commandArguments(command)) };
}
