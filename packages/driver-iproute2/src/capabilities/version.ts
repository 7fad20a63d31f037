import { UnsupportedError } from '@netloom/core';
import type { Tools } from '../exec/tools.js';

/** The version of iproute2, as numbers that can be compared. */
export interface Iproute2Version {
  readonly major: number;
  readonly minor: number;
}

/** Snapshots were named by date until version 5.7 (April 2020): `ss200330` is 5.6. */
const SNAPSHOTS: readonly (readonly [date: number, version: Iproute2Version])[] = [
  [200330, { major: 5, minor: 6 }],
  [200127, { major: 5, minor: 5 }],
  [191125, { major: 5, minor: 4 }],
  [180813, { major: 4, minor: 18 }],
];

/** Reads what `ip -V` prints; `undefined` where that is not iproute2 (BusyBox has an `ip` too). */
export function parseVersion(text: string): Iproute2Version | undefined {
  const groups = /iproute2-(?:(?<major>\d+)\.(?<minor>\d+)|ss(?<date>\d{6}))/.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const { major, minor, date } = groups;
  if (date === undefined) return { major: Number(major), minor: Number(minor) };
  return SNAPSHOTS.find(([since]) => Number(date) >= since)?.[1] ?? { major: 4, minor: 0 };
}

export function isAtLeast(version: Iproute2Version, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

/** JSON with details of every object that is read came with 4.18 (2018). */
export async function checkVersion(tools: Tools): Promise<Iproute2Version> {
  const finished = await tools.processes.run(tools.programs(['ip', '-V']));
  if (finished?.spawnError !== undefined) {
    throw new UnsupportedError(
      `the ip command was not found (${finished.spawnError}): install the package iproute2, or give its path as iproute2({ ip })`,
    );
  }
  const text = `${finished?.stdout ?? ''}${finished?.stderr ?? ''}`.trim();
  const version = parseVersion(text);
  if (version === undefined) {
    throw new UnsupportedError(
      `the ip command is not that of iproute2 (${firstLine(text)}): install the package iproute2`,
    );
  }
  if (!isAtLeast(version, 4, 18))
    throw new UnsupportedError(`iproute2 4.18 or newer is needed, this is: ${firstLine(text)}`);
  return version;
}

/** What an older iproute2 lacks, for people. */
export function lacksOf(version: Iproute2Version): readonly string[] {
  return isAtLeast(version, 5, 5) ? [] : ['alternative names of links need iproute2 5.5'];
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
