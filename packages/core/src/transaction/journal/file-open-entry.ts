import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { EntryWriter } from './entry-file.js';
import type { EntryState } from './entry-state.js';
import type { FileLock } from './file-lock.js';
import type { Fact, Intent, Settlement } from './intent.js';
import type { JournalFolder } from './journal-folder.js';
import type { OpenEntry, UndoEntry } from './journal.js';

/** The files of one transaction, while this process holds its lock. */
export class EntryFiles {
  readonly #folder: JournalFolder;
  readonly #id: string;
  readonly #lock: FileLock;
  #state: EntryState;

  constructor(folder: JournalFolder, id: string, state: EntryState, lock: FileLock) {
    this.#folder = folder;
    this.#id = id;
    this.#state = state;
    this.#lock = lock;
  }

  /** One rename: it is the change of state itself, and fails where somebody else made one before. */
  become(state: EntryState): void {
    renameSync(this.#folder.fileOf(this.#id, this.#state), this.#folder.fileOf(this.#id, state));
    this.#state = state;
  }

  keepSettlement(settlement: Settlement): void {
    writeFileSync(this.#folder.settlementOf(this.#id), JSON.stringify(settlement), { mode: 0o600 });
  }

  /** Removes all of it, the record first: what is left after that means nothing. */
  remove(): void {
    rmSync(this.#folder.fileOf(this.#id, this.#state), { force: true });
    rmSync(this.#folder.settlementOf(this.#id), { force: true });
    this.release();
  }

  release(): void {
    this.#lock.close(true);
  }
}

/** A transaction that is under way in this process. */
export class FileOpenEntry implements OpenEntry {
  readonly intent: Intent;
  readonly #files: EntryFiles;
  readonly #writer: EntryWriter;

  constructor(intent: Intent, files: EntryFiles, writer: EntryWriter) {
    this.intent = intent;
    this.#files = files;
    this.#writer = writer;
  }

  learn(fact: Fact): void {
    this.#writer.write(fact);
  }

  commit(): void {
    this.#files.become('committed');
  }

  settle(settlement: Settlement): void {
    this.#files.keepSettlement(settlement);
    this.#files.become('done');
    this.#close();
  }

  drop(): void {
    this.#writer.close();
    this.#files.remove();
  }

  leaveBroken(): void {
    this.#files.become('undoing');
    this.#close();
  }

  #close(): void {
    this.#writer.close();
    this.#files.release();
  }
}

/** A commit that this process is undoing. */
export class FileUndoEntry implements UndoEntry {
  readonly #files: EntryFiles;

  constructor(files: EntryFiles) {
    this.#files = files;
  }

  drop(): void {
    this.#files.remove();
  }

  putBack(): void {
    this.#files.become('done');
    this.#files.release();
  }

  leaveBroken(): void {
    this.#files.release();
  }
}
