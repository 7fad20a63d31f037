import { existsSync, rmSync } from 'node:fs';
import type { Driver } from '../../driver/driver.js';
import { ConflictError } from '../../error/conflict-error.js';
import { UnsupportedError } from '../../error/unsupported-error.js';
import { Breather } from '../../plan/breather.js';
import type { CommitRecord } from '../commit-record.js';
import { DeadTransactions } from './dead-transactions.js';
import { writeEntry, writingIntent } from './entry-file.js';
import { describe, EntryStore, type MetEntry } from './entry-store.js';
import { FileLock } from './file-lock.js';
import { EntryFiles, FileOpenEntry, FileUndoEntry } from './file-open-entry.js';
import { isEmpty, type Intent, type Settlement } from './intent.js';
import type {
  BeginOptions,
  Journal,
  KnownEntry,
  OpenEntry,
  Recovery,
  RecoverOptions,
  TakenEntry,
  TakeOptions,
} from './journal.js';
import { stillBroken } from './still-broken.js';
import { collision } from './ownership.js';
import { recordOf } from './record-of.js';
import { unwritten } from './unwritten.js';
import { Patience } from './waiting.js';

/** Room for facts beside those that can be counted beforehand. */
const SPARE_FACTS = 4;

/**
 * Keeps transactions in a folder that outlives the process: one that is killed at any instruction is ended by the next that
 * meets it, or by `recover()`.
 */
export class FileJournal implements Journal {
  readonly #driver: Driver;
  readonly #store: EntryStore;
  readonly #dead: DeadTransactions;

  constructor(driver: Driver, path?: string) {
    this.#driver = driver;
    this.#store = new EntryStore(path);
    this.#dead = new DeadTransactions(this.#store, driver);
  }

  async begin(plan: () => Promise<Intent>, recovery: Recovery, options: BeginOptions): Promise<OpenEntry> {
    const patience = new Patience(options);
    for (;;) {
      const outcome = await this.#planAlone(plan, recovery, patience);
      if (outcome === 'again') continue;
      if (!('intent' in outcome && 'state' in outcome)) return outcome;
      await this.#waitForEnd(outcome, patience);
    }
  }

  async records(): Promise<readonly CommitRecord[]> {
    const records: CommitRecord[] = [];
    for (const { id, state } of this.#store.folder.entries()) {
      const met = this.#store.read(id, state);
      if (met) records.push(recordOf(met.intent, await this.#shownState(met)));
    }
    return records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  async take(id: string, options: TakeOptions, known?: KnownEntry): Promise<TakenEntry> {
    this.#store.requireId(id);
    const patience = new Patience(options);
    for (;;) {
      const planning = await FileLock.open(
        this.#store.folder.planLock,
        this.#driver,
        patience,
        'a commit that is being planned',
      );
      let inTheWay: MetEntry | undefined;
      try {
        inTheWay = this.#blocker(id);
        if (inTheWay) {
          if (await this.#endDead(inTheWay, options.recovery)) continue;
        } else {
          const taken = await this.#takeFree(id, known);
          if (taken) return taken;
          inTheWay = this.#store.kept(id);
        }
      } finally {
        planning.close();
      }
      await this.#waitForEnd(inTheWay, patience);
    }
  }

  /** What must end before the commit can be taken: its own destroying, or another transaction that works on the same. */
  #blocker(id: string): MetEntry | undefined {
    const unfinished = this.#store.read(id, 'committed');
    if (unfinished) return unfinished;
    const others = this.#store.underWay().filter(({ header }) => header.id !== id);
    // A journal of thousands of operations takes milliseconds to read: with nobody to collide with, it is read once.
    const met = others.length > 0 ? this.#store.kept(id) : undefined;
    return met && others.find((other) => collision(other.intent, met.intent) !== undefined);
  }

  /** The commit with its lock, or `undefined` where somebody else has that. */
  async #takeFree(id: string, known?: KnownEntry): Promise<TakenEntry | undefined> {
    const lock = await FileLock.tryOpen(this.#store.folder.lockOf(id), this.#driver);
    if (!lock) return undefined;
    try {
      // Only now that nobody else can change it is it known what it is.
      const { intent, facts, state } =
        known && existsSync(this.#store.folder.fileOf(id, 'done'))
          ? { ...known, state: 'done' as const }
          : this.#store.kept(id);
      const files = new EntryFiles(this.#store.folder, id, state, lock);
      files.become('undoing');
      const { after, identities = [] }: Partial<Settlement> = this.#store.settlement(id) ?? {};
      // What an undo that was cut off took away was not taken away by somebody else.
      const settlement = { identities, ...(after && state === 'done' ? { after } : {}) };
      return { entry: { intent, facts, settlement }, open: new FileUndoEntry(files, state) };
    } catch (error) {
      lock.close(true);
      throw error;
    }
  }

  async forget(id: string): Promise<void> {
    this.#store.requireId(id);
    const lock = await FileLock.tryOpen(this.#store.folder.lockOf(id), this.#driver);
    if (!lock) throw new ConflictError(`commit "${id}" is being worked on by another process`);
    const state = this.#store.folder.entries().find((entry) => entry.id === id)?.state ?? 'done';
    new EntryFiles(this.#store.folder, id, state, lock).remove();
  }

  async recover(recovery: Recovery, options: RecoverOptions): Promise<readonly CommitRecord[]> {
    return await this.#dead.recover(recovery, options);
  }

  /** Ends a transaction whose lock this process was given by its owner, who lives no more or whose time is over. */
  async recoverHeld(id: string, recovery: Recovery, descriptor: number): Promise<void> {
    await this.#dead.endHeld(id, recovery, descriptor);
  }

  get folder(): string {
    return this.#store.folder.path;
  }

  /** The intent written, a living transaction that is in the way, or `again` where a dead one was and has been ended. */
  async #planAlone(
    plan: () => Promise<Intent>,
    recovery: Recovery,
    patience: Patience,
  ): Promise<OpenEntry | MetEntry | 'again'> {
    const planning = await FileLock.open(
      this.#store.folder.planLock,
      this.#driver,
      patience,
      'a commit that is being planned',
    );
    try {
      const running = this.#store.underWay();
      const intent = await plan().catch(async (error: unknown) => {
        // What a dead one left may be all that is wrong with the plan.
        if (patience.signal.aborted || !(await this.#dead.endAll(recovery))) throw error;
      });
      if (!intent) return 'again';
      if (isEmpty(intent)) return unwritten(intent);
      const stillRunning = this.#store.underWay(running);
      const inTheWay = stillRunning.find((met) => collision(met.intent, intent) !== undefined);
      if (!inTheWay) {
        // What ended while this was planned may have been seen half done: then it is planned on what is not there any more.
        const ended = running.filter((met) => !stillRunning.some(({ header }) => header.id === met.header.id));
        if (ended.some((met) => collision(met.intent, intent) !== undefined)) return 'again';
        return await this.#write(intent, patience);
      }
      return (await this.#endDead(inTheWay, recovery)) ? 'again' : inTheWay;
    } finally {
      planning.close();
    }
  }

  /**
   * A dead one that is in the way is ended here and now: nobody may build on what it left. Tells whether it was dead.
   *
   * @throws ConflictError where it could not be rolled back.
   */
  async #endDead(met: MetEntry, recovery: Recovery): Promise<boolean> {
    const record = await this.#dead.end(met.header.id, recovery);
    if (record?.state === 'broken') throw stillBroken(describe(met));
    return record !== undefined;
  }

  async #write(intent: Intent, patience: Patience): Promise<OpenEntry> {
    const { folder, machine } = this.#store;
    const text = await new Breather().run(writingIntent(intent));
    // Nobody else has this id, but who clears up may take its lock for one that was left behind.
    const lock = await FileLock.open(folder.lockOf(intent.id), this.#driver, patience, 'a recovery');
    const facts = intent.operations.filter(
      ({ operation: { op } }) => op === 'namespace.add' || op === 'dhcp.acquire',
    ).length;
    try {
      const writer = writeEntry(
        folder.fileOf(intent.id, 'tmp'),
        folder.fileOf(intent.id, 'prepared'),
        text,
        machine,
        this.#driver.name,
        facts + SPARE_FACTS,
      );
      return new FileOpenEntry(intent, new EntryFiles(folder, intent.id, 'prepared', lock), writer);
    } catch (cause) {
      rmSync(folder.fileOf(intent.id, 'tmp'), { force: true });
      lock.close(true);
      throw new UnsupportedError(
        `the transaction cannot be written down in ${folder.path}: ${(cause as Error).message}; nothing was touched`,
        { cause },
      );
    }
  }

  async #waitForEnd(met: MetEntry, patience: Patience): Promise<void> {
    const lock = await FileLock.open(this.#store.folder.lockOf(met.header.id), this.#driver, patience, describe(met));
    lock.close(true);
  }

  async #shownState({ state, header: { id } }: MetEntry): Promise<CommitRecord['state']> {
    if (state === 'done') return 'committed';
    if (state === 'pending') return 'unconfirmed';
    const lock = await FileLock.tryOpen(this.#store.folder.lockOf(id), this.#driver);
    lock?.close(true);
    return lock ? 'broken' : 'running';
  }
}
