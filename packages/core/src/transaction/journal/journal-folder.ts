import { accessSync, constants, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ConflictError } from '../../error/conflict-error.js';
import { UnsupportedError } from '../../error/unsupported-error.js';
import { idOfFile, parseFileName, type EntryState } from './entry-state.js';

/** Where the journals of a machine are: `/run/netloom`, or the user's own runtime folder where that cannot be written. */
export class JournalFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Makes what is missing, for its owner alone.
   *
   * @throws UnsupportedError where no folder can be made; ConflictError where it is somebody else's.
   */
  static open(wanted?: string): JournalFolder {
    const path = wanted ?? journalPath();
    try {
      for (const each of [path, join(path, 'tx'), join(path, 'ns')]) mkdirSync(each, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new UnsupportedError(`the journal cannot be kept in ${path}: ${(cause as Error).message}`, { cause });
    }
    const { uid, mode } = lstatSync(path);
    const me = process.geteuid?.() ?? uid;
    if (uid !== me || (mode & 0o022) !== 0) {
      throw new ConflictError(`the journal folder ${path} could be written by others`, [
        `its owner is ${uid}, its mode ${(mode & 0o777).toString(8)}`,
      ]);
    }
    return new JournalFolder(path);
  }

  /** The lock that planning is done under. */
  get planLock(): string {
    return join(this.path, 'plan.lock');
  }

  /** The lock that says that somebody lives who does something with the transaction. */
  lockOf(id: string): string {
    return join(this.path, 'tx', `${id}.lock`);
  }

  fileOf(id: string, state: EntryState): string {
    return join(this.path, 'tx', `${id}.${state}`);
  }

  /** What undoing a commit needs beside its intent. */
  settlementOf(id: string): string {
    return join(this.path, 'tx', `${id}.after`);
  }

  /** Ids of which there is a file, but no record: whoever removed or was to write it was cut off. */
  strays(): readonly string[] {
    const ids = readdirSync(join(this.path, 'tx')).flatMap((name) => idOfFile(name) ?? []);
    const known = new Set(this.entries().map(({ id }) => id));
    return [...new Set(ids)].filter((id) => !known.has(id));
  }

  /** The transactions that have a file, with their state. */
  entries(): { readonly id: string; readonly state: EntryState }[] {
    return readdirSync(join(this.path, 'tx')).flatMap((name) => parseFileName(name) ?? []);
  }
}

/** `/run/netloom`, or the user's own runtime folder where `/run` cannot be written. */
export function journalPath(): string {
  try {
    accessSync('/run', constants.W_OK);
    return '/run/netloom';
  } catch {
    const runtime = process.env['XDG_RUNTIME_DIR'];
    return runtime === undefined || runtime === '' ? '/run/netloom' : join(runtime, 'netloom');
  }
}
