import type { IndexNames } from '../read/index-names.js';
import type { Processes } from './processes.js';
import type { Programs } from './programs.js';

/** What a driver has to work with. */
export interface Tools {
  readonly processes: Processes;
  readonly programs: Programs;
  readonly indexNames: IndexNames;
  /** Of the transaction: inherited by whatever changes something. */
  readonly lock?: number | undefined;
}
