import type { IpCommand } from '@netloom/core';

/** One kernel parameter to write, with the command that a person would write it by. */
export interface SysctlJob {
  readonly index: number;
  /** The jobs that must be done before, by index. */
  readonly after: readonly number[];
  readonly command: IpCommand;
  readonly key: string;
  readonly value: string;
}
