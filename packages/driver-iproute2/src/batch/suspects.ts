import type { Finished } from '../exec/processes.js';
import { type BatchEntry, isMarked } from './batch-text.js';

/** `ip` could not enter the namespace, and read no line. */
const OUTSIDE = /Cannot open network namespace|setting the network namespace|^nsenter: /m;

/** With this status `ip` exits where the kernel refused a neighbour. */
const KERNEL_REFUSED = 2;

/**
 * The lines that may be the one where `ip` exited on the spot without naming it, in their order; never none. It happens
 * where it cannot read an argument, which it names then, and where the kernel refuses a neighbour.
 */
export function suspects(
  entries: readonly BatchEntry[],
  { code, stdout, stderr }: Pick<Finished, 'code' | 'stdout' | 'stderr'>,
): readonly number[] {
  if (OUTSIDE.test(stderr)) return [0];
  const marked = entries.flatMap(({ command }, index) => (isMarked(command) ? [index] : []));
  const printed = stdout.split('\n').filter((line) => line !== '').length;
  // The line lies behind the last mark that was printed, and not behind the next one.
  const behind = marked[printed - 1] ?? -1;
  const until = marked[printed] ?? entries.length - 1;
  if (code === KERNEL_REFUSED && printed < marked.length) return [until];
  const words = new Set([...stderr.matchAll(/"([^"]+)"/g)].map(([, word]) => word));
  const inReach = [...entries.keys()].slice(behind + 1, until + 1);
  const named = inReach.filter((index) => entries[index]?.command.args.some((word) => words.has(word)));
  return named.length > 0 ? named : inReach;
}
