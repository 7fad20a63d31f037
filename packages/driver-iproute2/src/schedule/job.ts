import { type IpCommand, namespaceKey } from '@netloom/core';
import { batchLine } from '../batch/batch-line.js';

/** One command of an operation, and where it can run. */
export interface Job {
  /** Its own, in the list of jobs. */
  readonly index: number;
  /** Index of its operation. */
  readonly operation: number;
  readonly command: IpCommand;
  /** The command as a line of a batch, where it can be one. */
  readonly line?: string;
  /** Jobs of one place can be done by one process. */
  readonly place: string;
  /** The jobs that must be done before, by index. */
  readonly after: readonly number[];
}

/**
 * The commands of all operations, in the operations' order. The commands of one operation follow each other; the first
 * waits for all of each operation in `after`. An operation that `after` says nothing of waits for the one before it.
 */
export function jobsOf(
  commands: readonly (readonly IpCommand[])[],
  after: readonly (readonly number[])[],
): readonly Job[] {
  const starts = startIndexes(commands);
  const before = (operation: number): readonly number[] => after[operation] ?? (operation === 0 ? [] : [operation - 1]);
  // An operation without a command is passed through to what it waits for.
  const lastJobs = (operation: number): readonly number[] => {
    const count = commands[operation]?.length ?? 0;
    return count > 0 ? [(starts[operation] ?? 0) + count - 1] : before(operation).flatMap(lastJobs);
  };
  return commands.flatMap((own, operation) =>
    own.map((command, step) => {
      const index = (starts[operation] ?? 0) + step;
      return jobOf(index, operation, command, step > 0 ? [index - 1] : before(operation).flatMap(lastJobs));
    }),
  );
}

function jobOf(index: number, operation: number, command: IpCommand, after: readonly number[]): Job {
  if (command.program === 'sysctl') return { index, operation, command, place: placeOf(command), after };
  const line = command.program === 'ip' || command.program === 'bridge' ? batchLine(command.args) : undefined;
  if (line === undefined) return { index, operation, command, place: `alone ${index}`, after };
  return { index, operation, command, line, place: placeOf(command), after };
}

function startIndexes(commands: readonly (readonly IpCommand[])[]): readonly number[] {
  let next = 0;
  return commands.map((own) => {
    const start = next;
    next += own.length;
    return start;
  });
}

function placeOf({ namespace, program, inet6 }: IpCommand): string {
  return `${program}${inet6 === true ? ' -6' : ''} ${namespaceKey(namespace)}`;
}
