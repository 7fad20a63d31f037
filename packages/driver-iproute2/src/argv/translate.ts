import type { IndexNames } from '../read/index-names.js';
import {
  DriverError,
  type IpCommand,
  type KernelOperation,
  type OperationFailure,
  type ShellContext,
  commandsOf,
} from '@netloom/core';

/** The commands of each operation, or the first operation that cannot be put in commands, and why. */
export type Translation =
  | { readonly commands: readonly (readonly IpCommand[])[] }
  | { readonly refused: number; readonly failure: OperationFailure };

/** Puts all operations in commands before the first is run, so that a value that cannot be an argument changes nothing. */
export function translate(
  operations: readonly KernelOperation[],
  context: ShellContext,
  indexNames: IndexNames,
): Translation {
  const commands: (readonly IpCommand[])[] = [];
  for (const [index, operation] of operations.entries()) {
    try {
      commands.push(commandsOf(operation, context).map((command) => unmistakable(command, indexNames)));
    } catch (error) {
      if (!(error instanceof DriverError)) throw error;
      const { errno = 'EINVAL', message } = error;
      return { refused: index, failure: { status: 'failed', errno, kernelMessage: message } };
    }
  }
  return { commands };
}

function unmistakable(command: IpCommand, indexNames: IndexNames): IpCommand {
  const name = indexNames.misread(command);
  if (name === undefined) return command;
  throw new DriverError(`a link is named ${name}, which ip would take for the link with that index`, {
    errno: 'EINVAL',
  });
}
