import type { IpCommand } from '@netloom/core';

/** A line of a batch with the command that it came from. */
export interface BatchEntry {
  readonly command: IpCommand;
  readonly line: string;
}

/**
 * Shows the loopback link, which every namespace has under the index 1, in one line of `ip -br`. `ip neighbour` exits on
 * the spot where the kernel refuses it and does not say in which line; so many of them are done as marks were printed.
 */
const MARK = 'address show dev if1';

/** Prints one line for a {@link MARK}; nothing else in a batch of operations prints anything. */
export const MARK_FLAGS: readonly string[] = ['-br'];

/** Whether a command may end `ip` without a word on which line it was, and is therefore followed by a mark. */
export function isMarked({ program, args }: IpCommand): boolean {
  return program === 'ip' && args[0] === 'neighbour';
}

/** What is written to the standard input of `ip -batch -`. */
export function batchText(entries: readonly BatchEntry[]): string {
  return entries.flatMap((entry) => linesOf(entry)).join('');
}

/** Which entry a line of the batch belongs to; the first line is 1. */
export function entryAtLine(entries: readonly BatchEntry[], line: number): number {
  let end = 0;
  return entries.findIndex((entry) => (end += linesOf(entry).length) >= line);
}

function linesOf({ command, line }: BatchEntry): string[] {
  return isMarked(command) ? [`${line}\n`, `${MARK}\n`] : [`${line}\n`];
}
