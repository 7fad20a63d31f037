import { NetloomError } from './netloom-error.js';
import type { Problem } from './problem.js';

/** The transaction as asked cannot be done. Every problem of the chain at once; nothing was touched. */
export class ValidationError extends NetloomError {
  override readonly code = 'NETLOOM_ERR_VALIDATION';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: ErrorOptions) {
    super(describe(problems), options);
    this.problems = problems;
  }
}

function describe(problems: readonly Problem[]): string {
  const lines = problems.map(
    ({ call, message, mend }) => `${call ? `${call}: ` : ''}${message}${mend ? ` (${mend})` : ''}`,
  );
  return lines.length === 1 ? lines.join('') : `${lines.length} problems\n- ${lines.join('\n- ')}`;
}
