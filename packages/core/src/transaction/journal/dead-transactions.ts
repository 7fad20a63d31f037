import type { Driver } from '../../driver/driver.js';
import { ConflictError } from '../../error/conflict-error.js';
import type { CommitRecord } from '../commit-record.js';
import { readEntry } from './entry-file.js';
import type { EntryState } from './entry-state.js';
import { describe, type EntryStore } from './entry-store.js';
import { FileLock } from './file-lock.js';
import { EntryFiles } from './file-open-entry.js';
import type { Recovery, RecoverOptions } from './journal.js';
import { lives } from './machine.js';
import { recordOf } from './record-of.js';
import { Patience } from './waiting.js';

/** Ends what processes that live no more have left: back where it did not count yet, forward where it did. */
export class DeadTransactions {
  readonly #store: EntryStore;
  readonly #driver: Driver;

  constructor(store: EntryStore, driver: Driver) {
    this.#store = store;
    this.#driver = driver;
  }

  async recover(recovery: Recovery, options: RecoverOptions): Promise<readonly CommitRecord[]> {
    const patience = new Patience(options);
    const records: CommitRecord[] = [];
    const errors: unknown[] = [];
    for (const { id, state } of this.#store.folder.entries()) {
      try {
        const record =
          state === 'done'
            ? await this.#dropIfGone(id, recovery)
            : ((await this.end(id, recovery)) ?? (await this.#recoverOrphan({ id, state }, recovery, patience)));
        if (!record) continue;
        records.push(record);
        options.onEnded?.(record);
      } catch (error) {
        // One that cannot be ended is in no other's way.
        errors.push(error);
      }
    }
    await this.#sweep();
    if (errors.length > 0) throw errors[0];
    return records;
  }

  /** Files whose record is gone: whoever removed that, or was to write it, was cut off. */
  async #sweep(): Promise<void> {
    for (const id of this.#store.folder.strays()) {
      const lock = await FileLock.tryOpen(this.#store.folder.lockOf(id), this.#driver);
      if (!lock) continue;
      const files = new EntryFiles(this.#store.folder, id, 'tmp', lock);
      if (this.#store.folder.entries().some((entry) => entry.id === id)) files.release();
      else files.remove();
    }
  }

  /** Ends all that is dead and under way; tells whether anything was. */
  async endAll(recovery: Recovery): Promise<boolean> {
    let ended = false;
    for (const { header } of this.#store.underWay()) {
      const record = await this.end(header.id, recovery);
      ended ||= record !== undefined && record.state !== 'broken';
    }
    return ended;
  }

  /** Ends a transaction whose lock this process was given by its owner, who lives no more or whose time is over. */
  async endHeld(id: string, recovery: Recovery, descriptor: number): Promise<void> {
    const lock = FileLock.adopt(descriptor, this.#store.folder.lockOf(id));
    // Its owner may have given it up, and whoever works on the transaction now has another.
    if (lock.stands) await this.#end(id, lock, recovery);
  }

  /** Ends a transaction whose owner lives no more. Gives `undefined` where it lives, or has ended meanwhile. */
  async end(id: string, recovery: Recovery): Promise<CommitRecord | undefined> {
    const lock = await FileLock.tryOpen(this.#store.folder.lockOf(id), this.#driver);
    return lock && (await this.#end(id, lock, recovery));
  }

  /** The same for one whose owner was killed, while what that had started goes on and holds the lock. */
  async #recoverOrphan(
    { id, state }: { readonly id: string; readonly state: EntryState },
    recovery: Recovery,
    patience: Patience,
  ): Promise<CommitRecord | undefined> {
    const met = this.#store.read(id, state);
    // Whoever takes it back need not be its owner.
    if (!met || (state !== 'undoing' && lives(met.header.owner))) return undefined;
    try {
      const lock = await FileLock.open(this.#store.folder.lockOf(id), this.#driver, patience, describe(met));
      return await this.#end(id, lock, recovery);
    } catch (error) {
      // It lives longer than one wants to wait, perhaps where its process cannot be seen from here.
      if (error instanceof ConflictError) return undefined;
      throw error;
    }
  }

  async #end(id: string, lock: FileLock, recovery: Recovery): Promise<CommitRecord | undefined> {
    const { folder, machine } = this.#store;
    // Only now that nobody else can change it is it known what it is.
    const found = folder.entries().find((each) => each.id === id && each.state !== 'done');
    const files = new EntryFiles(folder, id, found?.state ?? 'tmp', lock);
    if (!found) {
      files.release();
      return undefined;
    }
    const entry = found.state === 'tmp' ? undefined : readEntry(folder.fileOf(id, found.state));
    if (!entry && found.state !== 'tmp') {
      lock.close();
      return undefined;
    }
    if (!entry || entry.kind === 'torn' || (entry.kind === 'entry' && entry.header.bootId !== machine.bootId)) {
      // Nothing of it was begun, or nothing of it outlived the machine.
      files.remove();
      return undefined;
    }
    if (entry.kind === 'alien' || entry.header.host !== machine.host) {
      files.release();
      return undefined;
    }
    const { intent, facts } = entry;
    const counts = found.state === 'committed';
    // Its owner may live and confirm it at this very moment: whoever renames it has it, and the lock is its owner's still.
    if (found.state === 'pending' && !files.tryBecome('undoing')) {
      lock.close();
      return undefined;
    }
    try {
      const { clean, settlement } = await recovery.recover({
        intent,
        facts,
        counts,
        lock: files.lock,
        ...(counts ? { settlement: this.#store.settlement(id) } : {}),
      });
      if (settlement) files.keepSettlement(settlement);
      if (counts) files.become('done');
      else if (clean) {
        files.remove();
        return recordOf(intent, 'rolled-back');
      } else if (found.state === 'prepared') files.become('undoing');
    } catch (error) {
      files.release();
      throw error;
    }
    files.release();
    return recordOf(intent, counts ? 'committed' : 'broken');
  }

  async #dropIfGone(id: string, recovery: Recovery): Promise<undefined> {
    const { folder, machine } = this.#store;
    const lock = await FileLock.tryOpen(folder.lockOf(id), this.#driver);
    if (!lock) return;
    const files = new EntryFiles(folder, id, 'done', lock);
    let dead = false;
    try {
      const entry = readEntry(folder.fileOf(id, 'done'));
      dead = entry?.kind === 'torn' || (entry?.kind === 'entry' && entry.header.bootId !== machine.bootId);
      if (!dead && entry?.kind === 'entry' && entry.header.host === machine.host)
        dead = await recovery.isGone(entry.intent);
    } finally {
      if (dead) files.remove();
      else files.release();
    }
  }
}
