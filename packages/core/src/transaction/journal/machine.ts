import { readFileSync, statSync } from 'node:fs';

/** What tells this run of this machine, and this process on it, from others. */
export interface Machine {
  /** New at every boot: nothing of a network outlives one. */
  readonly bootId: string;
  /** The namespace that the process runs in. */
  readonly host: string;
  readonly owner: Owner;
}

/** A process, for people: whether it lives is told by the lock that it holds. */
export interface Owner {
  readonly pid: number;
  /** In clock ticks since the boot (proc(5), field 22 of stat): process ids are used again. */
  readonly startTime: string;
  readonly command: string;
}

export function thisMachine(): Machine {
  const { dev, ino } = statSync('/proc/self/ns/net', { bigint: true });
  return {
    bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    host: `${dev}:${ino}`,
    owner: {
      pid: process.pid,
      startTime: startTimeOf('self') ?? '',
      command: process.title,
    },
  };
}

/** Whether a process of this machine lives still, as far as this process can see. */
export function lives({ pid, startTime }: Owner): boolean {
  return startTimeOf(pid) === startTime;
}

function startTimeOf(pid: number | 'self'): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name is in parentheses and may hold anything; the 22nd field counts from behind it (proc(5)).
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
