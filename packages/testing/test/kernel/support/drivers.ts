import type { Driver } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';
import { netlink } from '@netloom/driver-netlink';

export interface TestedDriver {
  readonly name: string;
  readonly open: () => Driver;
}

/** Every driver that works on a real kernel: what is tested there is tested with each. */
export const DRIVERS: readonly TestedDriver[] = [
  { name: 'iproute2', open: () => iproute2() },
  { name: 'netlink', open: () => netlink() },
];

/** The driver of a name. */
export function driverCalled(name: string): TestedDriver {
  const driver = DRIVERS.find((each) => each.name === name);
  if (!driver) throw new RangeError(`no driver is called ${name}`);
  return driver;
}
