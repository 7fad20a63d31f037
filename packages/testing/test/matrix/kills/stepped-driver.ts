import { HOST, type ApplyOptions, type Driver, type KernelOperation, type Outcome } from '@netloom/core';
import { withApply } from '../../kernel/support/with-apply.js';
import type { Stepper } from './stepper.js';

/** Has each operation run by itself, with a step before and one after it. */
export function steppedDriver(real: Driver, stepper: Stepper): Driver {
  return withApply(real, async (operations, options) => {
    const outcomes: Outcome[] = [];
    let goesOn = true;
    for (const [index, operation] of operations.entries()) {
      goesOn &&= !options.signal.aborted;
      const outcome: Outcome = goesOn ? await one(real, operation, options, stepper) : { status: 'not-run' };
      goesOn &&= outcome.status === 'done';
      outcomes.push(outcome);
      options.onOutcome(index, outcome);
    }
    return { outcomes };
  });
}

async function one(
  real: Driver,
  operation: KernelOperation,
  options: ApplyOptions,
  stepper: Stepper,
): Promise<Outcome> {
  stepper.before(operation.op);
  const { outcomes } = await real.apply([operation], { ...options, after: [[]], onOutcome: () => undefined });
  stepper.after(operation.op);
  return outcomes[0] ?? { status: 'unknown' };
}

/** Has the last operation of the first `apply` fail: it is replaced by one that no kernel carries out. */
export function failingAtLast(real: Driver): Driver {
  let spoilt = false;
  return withApply(real, async (operations, options) => {
    if (spoilt) return real.apply(operations, options);
    spoilt = true;
    const refused: KernelOperation = { op: 'link.delete', namespace: HOST, name: 'no-such-link' };
    return real.apply([...operations.slice(0, -1), refused], options);
  });
}
