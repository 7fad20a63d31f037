import type { Residue } from '../error/rollback-error.js';
import type { BackContext, BackStep } from '../plan/back/back-step.js';
import { keyOf, mending } from '../plan/back/mending.js';
import { ipCommands } from '../plan/shell/ip-commands.js';
import { shellLine } from '../plan/shell/shell-line.js';

/** What differs still, with the operations and the commands that mend it when they are run one after another. */
export function residueOf(
  context: BackContext,
  reasons: ReadonlyMap<string, string>,
): { readonly failed: readonly Residue[]; readonly foreign: readonly Residue[] } {
  const steps = mending(context);
  const residue = (foreign: boolean): Residue[] =>
    steps
      .filter((step) => (step.foreign === true || step.rescues === true) === foreign)
      .map((step) => oneOf(step, reasons.get(keyOf(step))));
  return { failed: residue(false), foreign: residue(true) };
}

function oneOf({ operation, reason, foreign }: BackStep, failure?: string): Residue {
  const why = foreign === true ? `${reason}; somebody else made it so` : reason;
  return {
    operation,
    reason: failure === undefined ? why : `${why}; mending it failed: ${failure}`,
    command: ipCommands(operation).map(shellLine).join(' && '),
  };
}
