import { readFileSync } from 'node:fs';
import type { Isolation } from './isolation.js';

/**
 * Sends a signal to the command that runs in a sandbox. `pid` is the sandbox's outermost process: unshare, whose child is
 * the shell, or the shell itself where there is no pid namespace. The command is the shell's first child.
 */
export function signalCommand(pid: number, { pid: hasInit }: Isolation, signal: NodeJS.Signals): void {
  const shell = hasInit ? firstChild(pid) : pid;
  const command = shell === undefined ? undefined : firstChild(shell);
  try {
    process.kill(command ?? pid, signal);
  } catch (error) {
    // It has ended meanwhile, which is as good.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** See proc(5), `/proc/PID/task/TID/children`. */
function firstChild(pid: number): number | undefined {
  try {
    const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return first === undefined || first.trim() === '' ? undefined : Number(first);
  } catch {
    return undefined;
  }
}
