import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { JOURNAL } from './journal-steps.js';

/** What a machine has beside its network: files, mounts, processes. */
export interface Surroundings {
  readonly files: readonly string[];
  readonly mounts: readonly string[];
  readonly processes: readonly string[];
}

/**
 * What is there now.
 *
 * @param known - Processes that are no leftovers.
 */
export function surroundings(known: readonly number[]): Surroundings {
  return {
    files: [...list('/run/netns'), ...list(JOURNAL), ...list(`${JOURNAL}/tx`), ...list(`${JOURNAL}/ns`)].filter(
      (path) => !path.endsWith('/tx') && !path.endsWith('/ns') && !path.endsWith('/plan.lock'),
    ),
    mounts: readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .flatMap((line) => line.split(' ')[4] ?? [])
      // The folder itself becomes a mount with the first named namespace, and stays one.
      .filter((path) => path.startsWith('/run/') && path !== '/run/netns'),
    processes: processes(known),
  };
}

/** What is in one and not in the other, a line each. */
export function leftovers(before: Surroundings, now: Surroundings): string[] {
  return (['files', 'mounts', 'processes'] as const).flatMap((kind) => {
    const [was, is] = [count(before[kind]), count(now[kind])];
    return [...new Set([...was.keys(), ...is.keys()])]
      .filter((item) => was.get(item) !== is.get(item))
      .map((item) => `${kind}: ${item}, ${was.get(item) ?? 0} before, ${is.get(item) ?? 0} now`);
  });
}

function count(items: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}

/** Processes that see the same /run as this one: those of the sandbox. */
function processes(known: readonly number[]): string[] {
  const own = readlinkSync('/proc/self/ns/mnt');
  const excused = new Set([process.pid, process.ppid, ...known].map(String));
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || excused.has(pid)) return [];
    try {
      if (readlinkSync(`/proc/${pid}/ns/mnt`) !== own) return [];
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
      return command === '' ? [] : [command.slice(0, 120)];
    } catch {
      return [];
    }
  });
}
