import type { Driver, KernelOperation } from '@netloom/core';
import { shell } from './shell.js';
import { withApply } from './with-apply.js';

/** Runs a script right before the first operations of a commit, when all is planned and all indexes are chosen. */
export function meanwhile(real: Driver, script: (operations: readonly KernelOperation[]) => string): Driver {
  let done = false;
  return withApply(real, async (operations, options) => {
    if (!done) shell(script(operations));
    done = true;
    return real.apply(operations, options);
  });
}
