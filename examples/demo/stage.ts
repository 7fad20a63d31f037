import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { parseArgs } from 'node:util';
import type { Driver } from '@netloom/core';
import { iproute2 } from '@netloom/driver-iproute2';
import { netlink } from '@netloom/driver-netlink';
import { mockDriver } from '@netloom/testing';

const DRIVERS = { netlink, iproute2, mock: mockDriver } satisfies Record<string, () => Driver>;

/** What the demo runs on. */
export interface Stage {
  readonly driver: Driver;
  /** There is a kernel: commands can be run in namespaces, and packets flow. */
  readonly isReal: boolean;
  readonly about: string;
}

/** `--driver netlink` (the default), `iproute2` or `mock`. */
export function chooseStage(args: readonly string[]): Stage {
  const { values } = parseArgs({ args: [...args], options: { driver: { type: 'string', default: 'netlink' } } });
  const { driver: name } = values;
  if (!(name in DRIVERS)) {
    throw new RangeError(`--driver is one of ${Object.keys(DRIVERS).join(', ')}, not "${name}"`);
  }
  const driver = DRIVERS[name as keyof typeof DRIVERS]();
  if (name === 'mock') {
    return { driver, isReal: false, about: 'a simulated kernel (the mock driver): no privilege, nothing is touched' };
  }
  if (process.env['NETLOOM_SANDBOX'] === undefined) {
    throw new Error("this would touch this machine's own links; `npm start` puts it into private namespaces");
  }
  return { driver, isReal: true, about: `the real kernel (Linux ${release()}), ${sandbox()}, by the ${name} driver` };
}

/** In the first user namespace every user is mapped to itself: see user_namespaces(7). */
function sandbox(): string {
  const isOutermost = readFileSync('/proc/self/uid_map', 'utf8')
    .trim()
    .endsWith(String(2 ** 32 - 1));
  return isOutermost ? 'as root, in private namespaces' : 'without root, in a private user namespace';
}
