import { execa } from 'execa';
import pLimit, { type LimitFunction } from 'p-limit';

/** How a process ended. `code` is undefined where it was killed or could not be started. */
export interface Finished {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be started: `ENOENT`, `EACCES` … */
  readonly spawnError?: string;
}

export interface RunOptions {
  /** Written to its standard input, which is empty otherwise. */
  readonly input?: string;
  /** Ends the process when it is aborted; only for processes that change nothing. */
  readonly signal?: AbortSignal | undefined;
  /**
   * It changes something: it is brought to its end whatever happens to this process, also where a terminal sends an
   * interrupt to all that runs in it.
   */
  readonly changes?: boolean;
  /** An open file that it inherits, as its fourth. */
  readonly lock?: number | undefined;
  /** Asked when the process's turn has come; `false` leaves it unstarted. */
  readonly mayStart?: () => boolean;
}

/** Runs processes, a bounded number side by side, none of them through a shell. */
export class Processes {
  readonly #limit: LimitFunction;

  constructor(parallel: number) {
    this.#limit = pLimit(parallel);
  }

  /** Runs a process to its end; `undefined` where it was not started because `mayStart` said no. */
  run(command: readonly [string, ...string[]], options: RunOptions = {}): Promise<Finished | undefined> {
    return this.#limit(() => (options.mayStart?.() === false ? undefined : runProcess(command, options)));
  }
}

/** Runs a process beside those that are counted, because it waits for something else than this machine. */
export async function runProcess(
  [file, ...args]: readonly [string, ...string[]],
  { input, signal, changes = false, lock }: RunOptions,
): Promise<Finished> {
  signal?.throwIfAborted();
  // Written by hand: as an option, `input` costs a fifth of what it takes to run a process.
  const stdin = input === undefined ? 'ignore' : 'pipe';
  const running = execa(file, args, {
    // Any descriptor is handed on; execa's types know those up to 9.
    stdio: lock === undefined ? [stdin, 'pipe', 'pipe'] : [stdin, 'pipe', 'pipe', lock as 3],
    reject: false,
    stripFinalNewline: false,
    // The texts of errors are compared, so they must come in one language.
    env: { LC_ALL: 'C' },
    cleanup: !changes,
    detached: changes,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  running.stdin?.end(input);
  const result = await running;
  if (result.isCanceled) signal?.throwIfAborted();
  const { exitCode, stdout, stderr, code } = result;
  return {
    code: exitCode,
    stdout,
    stderr,
    ...(exitCode === undefined && result.signal === undefined ? { spawnError: code ?? 'EIO' } : {}),
  };
}
