import type { Driver } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';
import { netlink } from '@netloom/driver-netlink';

/** Every driver that works on a real kernel: what is tested there is tested with each. */
export const DRIVERS: readonly { readonly name: string; readonly open: () => Driver }[] = [
  { name: 'iproute2', open: () => iproute2() },
  { name: 'netlink', open: () => netlink() },
];
