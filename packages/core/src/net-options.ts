import type { DependencyContainer } from './di/injection.js';
import type { Driver } from './driver/driver.js';
import type { Plugin } from './plugin/plugin.js';

export interface NetOptions<Dr extends Driver> {
  /** What carries the operations out. */
  readonly driver: Dr;
  readonly plugins?: readonly Plugin[] | undefined;
  /** The application's tsyringe container; the `Net` makes a child of it. */
  readonly container?: DependencyContainer | undefined;
  /**
   * The folder of the journal, by default `/run/netloom`, or `netloom` in the user's runtime folder. It must be on a file
   * system that the machine empties at boot, or survive that: records of another boot are dropped.
   */
  readonly journal?: string | undefined;
  /**
   * Guards every commit of this `Net`: a small process that survives this one rolls back what this one leaves half done,
   * without waiting for the next that meets it. It costs about ten milliseconds, once.
   */
  readonly guard?: boolean | undefined;
  /**
   * The module that a guard runs, for a bundled application, whose file it is not: it calls `runGuard()` of this package.
   */
  readonly recoverEntry?: string | undefined;
  /** How long a commit waits for another transaction that is in its way, in milliseconds from 0 on; 10,000 by default. */
  readonly lockTimeoutMs?: number | undefined;
}
