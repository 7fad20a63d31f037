import { type IpCommand, type OperationFailure, commandArguments, shellLine } from '@netloom/core';
import { attributeOf } from './attribute.js';
import { errnoOfCommand } from './errno-of-command.js';
import { parseFailure } from './parse-failure.js';

/** The failure of a command, from what its tool wrote to standard error. */
export function operationFailure(command: IpCommand, stderr: string): OperationFailure {
  const { errno, kernelMessage } = parseFailure(stderr);
  const attribute = kernelMessage === undefined ? undefined : attributeOf(command.args, kernelMessage);
  return {
    status: 'failed',
    errno: (kernelMessage === undefined ? undefined : errnoOfCommand(command.args, kernelMessage)) ?? errno,
    ...(kernelMessage === undefined ? {} : { kernelMessage }),
    command: shellLine(commandArguments(command)),
    ...(attribute === undefined ? {} : { attribute }),
  };
}
