import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** One process, told from a later one with the same pid by its start time. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of `/proc/PID/stat`, in clock ticks since boot. */
  readonly startTime: string;
}

/** What `/proc/PID/stat` says of a process that lives; one of which only the exit status is left counts as ended. */
interface ProcessStat {
  readonly group: number;
  readonly startTime: string;
}

async function statOf(pid: number): Promise<ProcessStat | undefined> {
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the name in parentheses and may itself hold blanks and parentheses, see proc(5).
  const [state, , group, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const startTime = fields[16];
  return state === 'Z' || state === 'X' || startTime === undefined ? undefined : { group: Number(group), startTime };
}

/** The start time of a process that lives. */
export async function startTimeOf(pid: number): Promise<string | undefined> {
  return (await statOf(pid))?.startTime;
}

async function hasEnded({ pid, startTime }: ProcessIdentity): Promise<boolean> {
  return (await startTimeOf(pid)) !== startTime;
}

/** Whether nobody is left in the process group. */
async function isEmpty(group: number): Promise<boolean> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const stats = await Promise.all(pids.map(statOf));
  return !stats.some((stat) => stat?.group === group);
}

/** Sends a signal to a process, or with a negative number to a process group; one that has just ended needs none. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function within(ms: number, condition: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await delay(10);
  }
  return true;
}

/**
 * Ends the process and the group that it leads: asks the process with `signal`, and forces what is left after `withinMs`.
 * Does nothing if it has ended already. Tells whether all have ended.
 */
export async function endProcess(
  identity: ProcessIdentity,
  signal: NodeJS.Signals,
  withinMs: number,
): Promise<boolean> {
  if (await hasEnded(identity)) return true;
  const { pid } = identity;
  sendSignal(pid, signal);
  // The kernel gives a number to no new process while a group still has it, so the group that it led stays its own.
  const ended = async (): Promise<boolean> => (await hasEnded(identity)) && isEmpty(pid);
  if (await within(withinMs, ended)) return true;
  if (!(await hasEnded(identity))) sendSignal(pid, 'SIGKILL');
  sendSignal(-pid, 'SIGKILL');
  return within(withinMs, ended);
}
