import { ConflictError } from '../error/conflict-error.js';
import type { Commit, UndoOptions, UndoReport } from './commit.js';
import type { CommitRecord } from './commit-record.js';

/** A commit that can be undone, with the record of it. */
export interface LoggedCommit {
  readonly record: CommitRecord;
  readonly commit: Commit;
}

/** Where commits are kept. */
export interface CommitLog {
  add(entry: LoggedCommit): void;
  remove(id: string): void;
  records(): Promise<readonly CommitRecord[]>;
  undo(id: string, options?: UndoOptions): Promise<UndoReport>;
  forget(id: string): Promise<void>;
}

/** Keeps the commits of this process, as long as it lives. */
export class MemoryCommitLog implements CommitLog {
  readonly #entries = new Map<string, LoggedCommit>();

  add(entry: LoggedCommit): void {
    this.#entries.set(entry.record.id, entry);
  }

  remove(id: string): void {
    this.#entries.delete(id);
  }

  async records(): Promise<readonly CommitRecord[]> {
    return [...this.#entries.values()].map(({ record }) => record);
  }

  async undo(id: string, options?: UndoOptions): Promise<UndoReport> {
    return await this.#entry(id).commit.undo(options);
  }

  async forget(id: string): Promise<void> {
    await this.#entry(id).commit.forget();
  }

  #entry(id: string): LoggedCommit {
    const entry = this.#entries.get(id);
    if (!entry) throw new ConflictError(`no commit "${id}" is known`, ['it was undone, forgotten, or made elsewhere']);
    return entry;
  }
}
