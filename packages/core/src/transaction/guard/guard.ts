import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Driver } from '../../driver/driver.js';
import { UnsupportedError } from '../../error/unsupported-error.js';

/** What a guard is to end, should this process die: one commit, or all that the process has under way. */
export interface GuardTask {
  readonly journal: string;
  /** Absent: everything that is found dead. */
  readonly id?: string;
  readonly driver: NonNullable<Driver['revive']>;
}

/** What a shell ends with where there is no such command. */
const NOT_FOUND = 127;

/**
 * Reads words on its standard input: `C`, and all is well; `W`, and a time begins within which `C` must come. Where the
 * input ends (the process died), or the time does, it becomes the program that ends what was under way. It ignores what
 * ends a terminal's programs, and lives in a session of its own, so that neither a signal to the group nor a hang-up takes
 * it along.
 *
 * The reader within is killed, not terminated: it inherits that SIGTERM is ignored.
 */
const SCRIPT = `
trap '' HUP INT TERM
command -v timeout >/dev/null || exit ${NOT_FOUND}
printf R
if read -r word; then
  [ "$word" = W ] || exit 0
  if timeout -s KILL "$1" sh -c 'read -r word'; then exit 0; fi
fi
shift
exec "$@"
`;

/** A process that survives this one, and ends what this one leaves half done. */
export class Guard {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /**
   * Starts a guard; it is armed when this resolves.
   *
   * @param windowMs - How long it waits once {@link beginWindow} was called.
   * @param lock - The lock of the commit, which the guard holds as well: nobody gets between this process's death and its end.
   * @param entry - The module that the guard runs; a bundled application gives its own.
   * @throws UnsupportedError where there is no shell to be had, or no timeout(1).
   */
  static async start(task: GuardTask, windowMs: number, entry: string, lock?: number): Promise<Guard> {
    const program = [process.execPath, entry, JSON.stringify(task)];
    const child = spawn('sh', ['-c', SCRIPT, 'netloom-guard', (windowMs / 1000).toFixed(3), ...program], {
      detached: true,
      cwd: '/',
      stdio: ['pipe', 'pipe', 'ignore', lock ?? 'ignore'],
    });
    const failed = once(child, 'error').then(([error]) => {
      throw new UnsupportedError(`no guard could be started: ${(error as Error).message}`, { cause: error });
    });
    // Where there are not even pipes it fails a moment later, when nobody waits for it any more.
    failed.catch(() => undefined);
    const { stdin, stdout } = child;
    if (!stdin || !stdout) throw new UnsupportedError('no guard could be started: it has no pipes');
    await Promise.race([once(stdout, 'data'), once(child, 'exit'), failed]);
    if (hasEnded(child)) {
      const why = child.exitCode === NOT_FOUND ? ': timeout(1) is not installed' : '';
      throw new UnsupportedError(`the guard ended at once, with status ${child.exitCode ?? child.signalCode}${why}`);
    }
    // It must not keep this process alive, nor be in the way when it dies.
    stdout.destroy();
    stdin.on('error', () => undefined);
    child.unref();
    (stdin as typeof stdin & { unref?: () => void }).unref?.();
    return new Guard(child);
  }

  /** Whether it is there still: somebody may have killed it. */
  get lives(): boolean {
    return !hasEnded(this.#child);
  }

  /** From now on all must be well within the window. */
  beginWindow(): void {
    this.#child.stdin?.write('W\n');
  }

  /** All is well: the guard goes. */
  dismiss(): void {
    this.#child.stdin?.end('C\n');
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
