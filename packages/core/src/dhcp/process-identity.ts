import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** One process, told from a later one with the same pid by its start time. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of `/proc/PID/stat`, in clock ticks since boot. */
  readonly startTime: string;
}

/** The start time of a process that lives; `undefined` where there is none, or only its exit status is left. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the name in parentheses and may itself hold blanks and parentheses, see proc(5).
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : fields[18];
}

async function isAlive({ pid, startTime }: ProcessIdentity): Promise<boolean> {
  return (await startTimeOf(pid)) === startTime;
}

/** Sends a signal if the process is the one meant. */
async function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): Promise<void> {
  if (await isAlive(identity)) send(identity.pid, signal);
}

/** Tells whether there was somebody to send it to. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Waits for the process to end, and tells whether it did in time. */
async function hasEnded(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (await isAlive(identity)) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/**
 * Ends the process: asks with `signal`, and after `withinMs` forces it, with all of its process group where it leads one.
 * Tells whether it has ended.
 */
export async function endProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
  withinMs: number,
): Promise<boolean> {
  await signalProcess(identity, signal);
  if (await hasEnded(identity, withinMs)) return true;
  // While its leader lives, the group cannot be anybody else's.
  if ((await isAlive(identity)) && !send(-identity.pid, 'SIGKILL')) send(identity.pid, 'SIGKILL');
  return hasEnded(identity, withinMs);
}
