import { readFileSync, statSync } from 'node:fs';

/** What tells this run of this machine, and this process on it, from others. */
export interface Machine {
  /** New at every boot: nothing of a network outlives one. */
  readonly bootId: string;
  /** The namespace that the process runs in. */
  readonly host: string;
  readonly owner: { readonly pid: number; readonly startTime: string; readonly command: string };
}

export function thisMachine(): Machine {
  const { dev, ino } = statSync('/proc/self/ns/net', { bigint: true });
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // The name is in parentheses and may hold anything; the 22nd field counts from behind it (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return {
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    host: `${dev}:${ino}`,
    owner: {
      pid: process.pid,
      startTime: fields[19] ?? '',
      command: process.title,
    },
  };
}
