import type { Outcome } from '../driver/driver.js';
import { CommitError } from '../error/commit-error.js';
import { hintFor } from '../error/hint.js';
import type { Operation } from '../operation/operation.js';
import { describeOperation } from '../plan/describe-operation.js';
import { ipCommands } from '../plan/shell/ip-commands.js';
import { shellLine } from '../plan/shell/shell-line.js';

/** The error for operations that the driver could not do: it names the first in the plan's order. */
export function failureOf(operations: readonly Operation[], outcomes: readonly Outcome[]): CommitError | undefined {
  const failed = outcomes.flatMap((outcome, index) => {
    const operation = operations[index];
    return operation && outcome.status === 'failed' ? [{ operation, outcome }] : [];
  });
  const [first, ...others] = failed;
  if (!first) return unknownOutcome(operations, outcomes);
  const { operation, outcome } = first;
  const { errno, kernelMessage, attribute } = outcome;
  const hint = hintFor(errno, operation);
  const where = attribute === undefined ? '' : ` (at \`${attribute}\`)`;
  return new CommitError(
    `${describeOperation(operation)} failed: ${kernelMessage ?? errno}${kernelMessage ? ` [${errno}]` : ''}${where}`,
    {
      phase: 'apply',
      operation,
      errno,
      ...(kernelMessage === undefined ? {} : { kernelMessage }),
      command: outcome.command ?? commandOf(operation),
      ...(hint === undefined ? {} : { hint }),
      ...(others.length === 0
        ? {}
        : {
            failures: others.map((other) => ({
              operation: other.operation,
              errno: other.outcome.errno,
              ...(other.outcome.kernelMessage === undefined ? {} : { kernelMessage: other.outcome.kernelMessage }),
            })),
          }),
    },
  );
}

function unknownOutcome(operations: readonly Operation[], outcomes: readonly Outcome[]): CommitError | undefined {
  const place = outcomes.findIndex(({ status }) => status !== 'done');
  const operation = operations[place];
  if (!operation) return undefined;
  return new CommitError(`${describeOperation(operation)}: it is not known whether it was done`, {
    phase: 'apply',
    operation,
    command: commandOf(operation),
  });
}

export function commandOf(operation: Operation): string {
  return operation.op === 'dhcp.acquire' ? '' : ipCommands(operation).map(shellLine).join(' && ');
}
