import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, rmSync, statSync } from 'node:fs';
import type { Driver } from '../../driver/driver.js';
import { UnsupportedError } from '../../error/unsupported-error.js';
import type { Patience } from './waiting.js';

/** A process has been started by then, however busy the machine is. */
const START_MS = 5000;

/** What of a driver helps to lock: with it a lock costs a system call, without it a process. */
export type Locksmith = Pick<Driver, 'tryLock'>;

/**
 * An exclusive flock(2) on a file. The kernel drops it when the process ends, however it ends, so that a lock that can be
 * had says that its last owner lives no more.
 */
export class FileLock implements Disposable {
  readonly #file: number;
  readonly #path: string;

  private constructor(file: number, path: string) {
    this.#file = file;
    this.#path = path;
  }

  /** A lock that was taken by another process, whose open file this one was given. */
  static adopt(descriptor: number, path: string): FileLock {
    return new FileLock(descriptor, path);
  }

  /** Whether it keeps others out still: one that was given back is another file than theirs. */
  get stands(): boolean {
    return isStillThere(this.#file, this.#path);
  }

  /** For a process that shall hold the lock as well: it belongs to the open file, not to who opened it. */
  get descriptor(): number {
    return this.#file;
  }

  /** The lock, if nobody has it now. */
  static async tryOpen(path: string, locksmith: Locksmith): Promise<FileLock | undefined> {
    const file = openSync(path, 'a', 0o600);
    try {
      if ((await locked(file, locksmith, 0)) && isStillThere(file, path)) return new FileLock(file, path);
    } catch (error) {
      closeSync(file);
      throw error;
    }
    closeSync(file);
    return undefined;
  }

  /**
   * The lock, as soon as it is free.
   *
   * @param owner - Who has it, for the error.
   * @throws ConflictError where that takes too long.
   */
  static async open(path: string, locksmith: Locksmith, patience: Patience, owner: string): Promise<FileLock> {
    for (;;) {
      // Where it takes a process to ask, the one that waits asks as well; with little time left it might start too late.
      const asks = locksmith.tryLock !== undefined || patience.leftMs < START_MS;
      const free = asks ? await FileLock.tryOpen(path, locksmith) : undefined;
      if (free) return free;
      if (patience.leftMs === 0) throw patience.tooLong(owner);
      const file = openSync(path, 'a', 0o600);
      try {
        // Waiting is a process's business: a thread that waited could not be ended.
        const had = await patience.waitFor(() => locked(file, {}, patience.leftMs, patience.signal), owner);
        if (had && isStillThere(file, path)) return new FileLock(file, path);
      } catch (error) {
        closeSync(file);
        throw error;
      }
      closeSync(file);
    }
  }

  /** Unlocks; with `remove` the file goes first, while nobody else can have it. */
  close(remove = false): void {
    try {
      if (remove) rmSync(this.#path, { force: true });
    } finally {
      closeSync(this.#file);
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** A file that was removed by its last owner is not the one that others lock. */
function isStillThere(file: number, path: string): boolean {
  const there = statSync(path, { throwIfNoEntry: false });
  const own = fstatSync(file);
  return there !== undefined && there.ino === own.ino && there.dev === own.dev;
}

/** flock(1) locks the open file that it is given, and the lock stays ours when it ends. */
async function locked(file: number, locksmith: Locksmith, waitMs: number, signal?: AbortSignal): Promise<boolean> {
  if (locksmith.tryLock && waitMs === 0) return await locksmith.tryLock(file);
  const how = waitMs === 0 ? ['-n'] : ['-w', (waitMs / 1000).toFixed(3)];
  // Not by execa, which hands no open file on to a child beyond its first three.
  const child = spawn('flock', [...how, '3'], {
    stdio: ['ignore', 'ignore', 'ignore', file],
    ...(signal ? { signal } : {}),
  });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new UnsupportedError(
      'transactions are locked with flock(1), which is not installed: it is in the package util-linux',
    );
  }
}
