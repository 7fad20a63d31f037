import { DriverError } from '../../error/driver-error.js';
import type { SysctlSet } from '../../operation/sysctl-operation.js';
import type { IpCommand } from './ip-command.js';

/** `net/` and at least one name below it; no part may be `.`, `..` or empty, so that the key leads nowhere else. */
const SYSCTL_KEY = /^net(?:\/(?!\.{1,2}(?:\/|$))[^/\0\n]+)+$/;

/** Gives the key back, or refuses one that is no parameter of a network namespace. */
export function sysctlKey(key: string): string {
  if (SYSCTL_KEY.test(key)) return key;
  throw new DriverError(`${JSON.stringify(key)} is no kernel parameter below net/`, { errno: 'EINVAL' });
}

/** `sysctl -w KEY=VALUE` */
export function sysctlCommands({ namespace, key, value }: SysctlSet): IpCommand[] {
  return [{ namespace, program: 'sysctl', args: ['-w', `${sysctlKey(key)}=${value}`] }];
}
