import type { DependencyContainer } from './di/injection.js';
import type { Driver } from './driver/driver.js';
import type { Plugin } from './plugin/plugin.js';

export interface NetOptions<Dr extends Driver> {
  /** What carries the operations out. */
  readonly driver: Dr;
  readonly plugins?: readonly Plugin[] | undefined;
  /** The application's tsyringe container; the `Net` makes a child of it. */
  readonly container?: DependencyContainer | undefined;
  /** How long a commit waits for another transaction that is in its way, in milliseconds. */
  readonly lockTimeoutMs?: number | undefined;
}
