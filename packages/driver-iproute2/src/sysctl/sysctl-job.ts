import type { IpCommand } from '@netloom/core';

/** One kernel parameter to write, with the command that a person would write it by. */
export interface SysctlJob {
  readonly command: IpCommand;
  readonly key: string;
  readonly value: string;
}
