import { renameSync, rmSync, writeFileSync } from 'node:fs';
import type { EntryWriter } from './entry-file.js';
import type { EntryState } from './entry-state.js';
import type { FileLock } from './file-lock.js';
import type { Fact, Intent, Settlement } from './intent.js';
import type { JournalFolder } from './journal-folder.js';
import type { OpenEntry, TakenEntry, UndoEntry } from './journal.js';

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

  /** Whether it was still there to be changed: of two who try, one has it. */
  tryBecome(state: EntryState): boolean {
    try {
      this.become(state);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }

  get lock(): number {
    return this.#lock.descriptor;
  }

  keepSettlement(settlement: Settlement): void {
    writeFileSync(this.#folder.settlementOf(this.#id), JSON.stringify(settlement), { mode: 0o600 });
  }

  /** Removes all of it, the record first: what is left after that means nothing. */
  remove(): void {
    try {
      rmSync(this.#folder.fileOf(this.#id, this.#state), { force: true });
      rmSync(this.#folder.settlementOf(this.#id), { force: true });
    } finally {
      this.release();
    }
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
  readonly facts: Fact[] = [];
  #settlement: Settlement = { identities: [] };

  constructor(intent: Intent, files: EntryFiles, writer: EntryWriter) {
    this.intent = intent;
    this.#files = files;
    this.#writer = writer;
  }

  learn(fact: Fact): void {
    this.facts.push(fact);
    this.#writer.write(fact);
  }

  get lock(): number {
    return this.#files.lock;
  }

  commit(): void {
    this.#files.become('committed');
  }

  pend(settlement: Settlement): void {
    this.#settlement = settlement;
    this.#files.keepSettlement(settlement);
    this.#files.become('pending');
    // Nothing more is learnt while it waits.
    this.#writer.close();
  }

  confirm(): boolean {
    return this.#files.tryBecome('committed');
  }

  takeBack(): TakenEntry | undefined {
    if (!this.#files.tryBecome('undoing')) return undefined;
    const entry = { intent: this.intent, facts: this.facts, settlement: this.#settlement };
    return { entry, open: new FileUndoEntry(this.#files, 'pending') };
  }

  settle(settlement: Settlement): void {
    try {
      this.#files.keepSettlement(settlement);
    } finally {
      // It counts and is complete, also where there was no room to say what it left.
      try {
        this.#files.become('done');
      } finally {
        this.#close();
      }
    }
  }

  drop(): void {
    this.#writer.close();
    this.#files.remove();
  }

  leaveBroken(): void {
    try {
      this.#files.become('undoing');
    } finally {
      this.#close();
    }
  }

  #close(): void {
    this.#writer.close();
    this.#files.release();
  }
}

/** A commit that this process is undoing. */
export class FileUndoEntry implements UndoEntry {
  readonly #files: EntryFiles;
  readonly #from: EntryState;

  /** @param from - The state that it was taken out of: one that an undo has left half done is not whole again. */
  constructor(files: EntryFiles, from: EntryState) {
    this.#files = files;
    this.#from = from;
  }

  get lock(): number {
    return this.#files.lock;
  }

  drop(): void {
    this.#files.remove();
  }

  putBack(): void {
    this.#files.become(this.#from);
    // One that waits to be confirmed stays locked, by this process and its guard.
    if (this.#from !== 'pending') this.#files.release();
  }

  leaveBroken(): void {
    this.#files.release();
  }
}
