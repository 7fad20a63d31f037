import type { KernelOperation, OperationFailure, Outcome } from '@netloom/core';

/**
 * A failure with the `ip` command that does the same; without one where a value of the operation has no safe form as an
 * argument. The commands are loaded by the first failure: few runs need them.
 */
export async function withCommand(outcome: OperationFailure, operation: KernelOperation | undefined): Promise<Outcome> {
  if (operation === undefined) return outcome;
  const { ipCommands, shellLine } = await import('@netloom/core/shell');
  try {
    return { ...outcome, command: ipCommands(operation).map(shellLine).join(' && ') };
  } catch {
    return outcome;
  }
}
