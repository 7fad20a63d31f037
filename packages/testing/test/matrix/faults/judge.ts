import { CommitError, RollbackError, type KernelOperation, type Net } from '@netloom/core';
import { KernelError, type SimulatedKernel } from '@netloom/testing';
import { difference, observed, type Observed } from './simulated-observation.js';
import type { Strike, StruckDriver } from './struck-driver.js';

/** What is wrong with how a transaction ended that was struck; nothing, where all is as it must be. */
export async function judge(
  outcome: { readonly error: unknown },
  strike: Strike,
  before: Observed,
  kernel: SimulatedKernel,
  driver: StruckDriver,
  net: Net,
): Promise<string[]> {
  const { error } = outcome;
  if (!driver.struck) return [`nothing was struck, and it ended with ${String(error)}`];
  const left = difference(before, observed(kernel));
  const records = await net.commits();
  if (error instanceof CommitError) {
    return [
      ...left.map((line) => `CommitError, but ${line}`),
      ...causes(error, strike),
      ...(error.rolledBack && error.residue.length === 0 ? [] : ['a CommitError that says that something is left']),
      ...records.map(({ id, state }) => `${id} is still in the journal, ${state}`),
    ];
  }
  if (error instanceof RollbackError) {
    return [
      ...(left.length === 0 && error.residue.length > 0 ? ['RollbackError, but all is as before'] : []),
      ...(error.cause instanceof CommitError ? causes(error.cause, strike) : ['its cause is no CommitError']),
      ...told(error),
      ...(error.failed.length === error.residue.length ? [] : ['what nobody else touched is not said to have failed']),
      ...(error.skipped.length + error.gone.length === 0 ? [] : ['something is skipped or gone, and nobody was there']),
      ...undone(error, driver),
      ...(records.some(({ state }) => state === 'broken') ? [] : ['it is not in the journal as broken']),
      ...mended(error, before, kernel),
    ];
  }
  return [`neither CommitError nor RollbackError: ${error instanceof Error ? (error.stack ?? '') : String(error)}`];
}

function causes(error: CommitError, { errno, effect }: Strike): string[] {
  const problems: string[] = [];
  if (error.operation === undefined) problems.push('the error names no operation');
  if (effect === 'fails' && error.errno !== errno) problems.push(`errno ${error.errno} instead of ${errno}`);
  if (effect === 'fails' && (error.command ?? '') === '') problems.push('the error names no command');
  return problems;
}

/** What is left must be said with a reason and a command each. */
function told({ residue, message }: RollbackError): string[] {
  return residue.flatMap(({ command, reason, operation }) => [
    ...(command === '' ? [`no command for ${operation.op}`] : []),
    ...(message.includes(reason) && message.includes(command) ? [] : [`the message does not say ${reason}`]),
  ]);
}

/** What was put back is exactly what is said to have been. */
function undone(error: RollbackError, driver: StruckDriver): string[] {
  const said = error.undone.map((operation) => JSON.stringify(operation)).toSorted();
  const done = driver.backDone.map((operation) => JSON.stringify(operation)).toSorted();
  return said.join('\n') === done.join('\n') ? [] : [`undone says ${said.length} operations, ${done.length} were`];
}

/** The operations that are to mend what is left, carried out in their order, do mend it. */
function mended({ residue }: RollbackError, before: Observed, kernel: SimulatedKernel): string[] {
  const problems: string[] = [];
  for (const { operation } of residue) {
    try {
      kernel.apply(operation as KernelOperation);
    } catch (error) {
      if (!(error instanceof KernelError)) throw error;
      problems.push(`mending by ${JSON.stringify(operation)} gave ${error.message}`);
    }
  }
  return [...problems, ...difference(before, observed(kernel)).map((line) => `mended, but ${line}`)];
}
