import type { ApplyOptions, ApplyPhase, Driver, KernelOperation, Outcome } from '@netloom/core';

/** Hands operations to a driver as core does, one after another. */
export async function apply(
  driver: Driver,
  operations: readonly KernelOperation[],
  phase?: ApplyPhase,
): Promise<readonly Outcome[]> {
  const options: ApplyOptions = {
    after: operations.map((_, index) => (index === 0 ? [] : [index - 1])),
    signal: new AbortController().signal,
    onOutcome() {},
    ...(phase === undefined ? {} : { phase }),
  };
  const { outcomes } = await driver.apply(operations, options);
  return outcomes;
}
