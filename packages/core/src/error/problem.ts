import type { ProblemCode } from './problem-code.js';

/** One thing that is wrong, or worth a warning, with the builder call that it came from. */
export interface Problem {
  /** Stable; {@link PROBLEM_CODES} says what each means. */
  readonly code: ProblemCode;
  /** The call in the chain: `#3 .veth('veth0')`. Empty where no single call is to blame. */
  readonly call: string;
  readonly message: string;
  /** What would mend it. */
  readonly mend?: string;
  readonly cause?: unknown;
}
