import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Driver } from '../../driver/driver.js';
import { ConflictError } from '../../error/conflict-error.js';
import { UnsupportedError } from '../../error/unsupported-error.js';
import { Breather } from '../../plan/breather.js';
import type { CommitRecord } from '../commit-record.js';
import { readEntry, writeEntry, writingIntent, type ReadEntry } from './entry-file.js';
import { isUnderWay, type EntryState } from './entry-state.js';
import { FileLock } from './file-lock.js';
import { EntryFiles, FileOpenEntry, FileUndoEntry } from './file-open-entry.js';
import { isEmpty, type Intent, type Settlement } from './intent.js';
import { JournalFolder } from './journal-folder.js';
import type { BeginOptions, Journal, KnownEntry, OpenEntry, Recovery, TakenEntry } from './journal.js';
import { stillBroken } from './still-broken.js';
import { lives, thisMachine, type Machine } from './machine.js';
import { collision } from './ownership.js';
import { recordOf } from './record-of.js';
import { unwritten } from './unwritten.js';
import { Patience } from './waiting.js';

type Whole = Extract<ReadEntry, { kind: 'entry' }>;
type Met = Whole & { readonly state: EntryState };

/** Room for facts beside those that can be counted beforehand. */
const SPARE_FACTS = 4;

/**
 * Keeps transactions in a folder that outlives the process: one that is killed at any instruction is ended by the next that
 * meets it, or by `recover()`.
 */
export class FileJournal implements Journal {
  readonly #driver: Driver;
  readonly #path: string | undefined;
  #opened: { readonly folder: JournalFolder; readonly machine: Machine } | undefined;

  constructor(driver: Driver, path?: string) {
    this.#driver = driver;
    this.#path = path;
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
    for (const { id, state } of this.#folder.entries()) {
      const met = this.#read(id, state);
      if (met) records.push(recordOf(met.intent, await this.#shownState(met)));
    }
    return records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  async take(id: string, options: BeginOptions, known?: KnownEntry): Promise<TakenEntry> {
    const patience = new Patience(options);
    for (;;) {
      const planning = await FileLock.open(
        this.#folder.planLock,
        this.#driver,
        patience,
        'a commit that is being planned',
      );
      let inTheWay: Met | undefined;
      try {
        const others = this.#underWay().filter(({ header }) => header.id !== id);
        // A journal of thousands of operations takes milliseconds to read: with nobody to collide with, it is read once.
        const met = others.length > 0 ? this.#kept(id) : undefined;
        inTheWay = met && others.find((other) => collision(other.intent, met.intent) !== undefined);
        if (!inTheWay) {
          const taken = await this.#takeFree(id, known);
          if (taken) return taken;
          inTheWay = met ?? this.#kept(id);
        }
      } finally {
        planning.close();
      }
      await this.#waitForEnd(inTheWay, patience);
    }
  }

  /** The commit with its lock, or `undefined` where somebody else has that. */
  async #takeFree(id: string, known?: KnownEntry): Promise<TakenEntry | undefined> {
    const lock = await FileLock.tryOpen(this.#folder.lockOf(id), this.#driver);
    if (!lock) return undefined;
    try {
      // Only now that nobody else can change it is it known what it is.
      const { intent, facts, state } =
        known && existsSync(this.#folder.fileOf(id, 'done')) ? { ...known, state: 'done' as const } : this.#kept(id);
      const files = new EntryFiles(this.#folder, id, state, lock);
      files.become('undoing');
      const { after, identities = [] }: Partial<Settlement> = this.#settlement(id) ?? {};
      // What an undo that was cut off took away was not taken away by somebody else.
      const settlement = { identities, ...(after && state === 'done' ? { after } : {}) };
      return { entry: { intent, facts, settlement }, open: new FileUndoEntry(files, 'done') };
    } catch (error) {
      lock.close(true);
      throw error;
    }
  }

  async forget(id: string): Promise<void> {
    const lock = await FileLock.tryOpen(this.#folder.lockOf(id), this.#driver);
    if (!lock) throw new ConflictError(`commit "${id}" is being worked on by another process`);
    const state = this.#folder.entries().find((entry) => entry.id === id)?.state ?? 'done';
    new EntryFiles(this.#folder, id, state, lock).remove();
  }

  async recover(recovery: Recovery, options: BeginOptions): Promise<readonly CommitRecord[]> {
    const patience = new Patience(options);
    const records: CommitRecord[] = [];
    const errors: unknown[] = [];
    for (const { id, state } of this.#folder.entries()) {
      try {
        const record =
          state === 'done'
            ? await this.#dropIfGone(id, recovery)
            : ((await this.#recoverDead(id, recovery)) ??
              (await this.#recoverOrphan({ id, state }, recovery, patience)));
        if (record) records.push(record);
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
    for (const id of this.#folder.strays()) {
      const lock = await FileLock.tryOpen(this.#folder.lockOf(id), this.#driver);
      if (!lock) continue;
      const files = new EntryFiles(this.#folder, id, 'tmp', lock);
      if (this.#folder.entries().some((entry) => entry.id === id)) files.release();
      else files.remove();
    }
  }

  get folder(): string {
    return this.#folder.path;
  }

  get #folder(): JournalFolder {
    return this.#open().folder;
  }

  /** Opened at first use: a `Net` that only looks needs none. */
  #open(): { readonly folder: JournalFolder; readonly machine: Machine } {
    this.#opened ??= { folder: JournalFolder.open(this.#path), machine: thisMachine() };
    return this.#opened;
  }

  /** The intent written, a living transaction that is in the way, or `again` where a dead one was and has been ended. */
  async #planAlone(
    plan: () => Promise<Intent>,
    recovery: Recovery,
    patience: Patience,
  ): Promise<OpenEntry | Met | 'again'> {
    const planning = await FileLock.open(
      this.#folder.planLock,
      this.#driver,
      patience,
      'a commit that is being planned',
    );
    try {
      const running = this.#underWay();
      const intent = await plan().catch(async (error: unknown) => {
        // What a dead one left may be all that is wrong with the plan.
        if (patience.signal.aborted || !(await this.#endDead(recovery))) throw error;
      });
      if (!intent) return 'again';
      if (isEmpty(intent)) return unwritten(intent);
      const stillRunning = this.#underWay(running);
      const inTheWay = stillRunning.find((met) => collision(met.intent, intent) !== undefined);
      if (!inTheWay) {
        // What ended while this was planned may have been seen half done: then it is planned on what is not there any more.
        const ended = running.filter((met) => !stillRunning.some(({ header }) => header.id === met.header.id));
        if (ended.some((met) => collision(met.intent, intent) !== undefined)) return 'again';
        return await this.#write(intent, patience);
      }
      // A dead one is ended here and now: nobody may build on what it left.
      const record = await this.#recoverDead(inTheWay.header.id, recovery);
      if (!record) return inTheWay;
      if (record.state === 'broken') throw stillBroken(describe(inTheWay));
      return 'again';
    } finally {
      planning.close();
    }
  }

  /** Ends all that is dead and under way; tells whether anything was. */
  async #endDead(recovery: Recovery): Promise<boolean> {
    let ended = false;
    for (const { header } of this.#underWay()) {
      const record = await this.#recoverDead(header.id, recovery);
      ended ||= record !== undefined && record.state !== 'broken';
    }
    return ended;
  }

  async #write(intent: Intent, patience: Patience): Promise<OpenEntry> {
    const { folder, machine } = this.#open();
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

  /** Transactions that own what they touch; those that are known already are not read again, for intents never change. */
  #underWay(known: readonly Met[] = []): Met[] {
    return this.#folder.entries().flatMap(({ id, state }) => {
      if (!isUnderWay(state)) return [];
      const met = known.find(({ header }) => header.id === id);
      return (met ? { ...met, state } : this.#read(id, state)) ?? [];
    });
  }

  /** A transaction's file, if it is whole, of this boot and of this host. */
  #read(id: string, state: EntryState): Met | undefined {
    const { folder, machine } = this.#open();
    if (state === 'tmp') return undefined;
    const path = folder.fileOf(id, state);
    // Between listing and reading it may have become something else.
    if (!existsSync(path)) return undefined;
    const entry = readEntry(path);
    if (entry.kind !== 'entry' || entry.header.bootId !== machine.bootId || entry.header.host !== machine.host)
      return undefined;
    return { ...entry, state };
  }

  #kept(id: string): Met {
    for (const state of ['done', 'undoing'] as const) {
      const met = this.#read(id, state);
      if (met) return met;
    }
    throw new ConflictError(`no commit "${id}" is known`, [
      'it was undone or forgotten, or belongs to another boot or network namespace',
    ]);
  }

  /** What is known of a commit since it counted. It is written before that is said, so that half of it never counts. */
  #settlement(id: string): Settlement | undefined {
    try {
      return JSON.parse(readFileSync(this.#folder.settlementOf(id), 'utf8')) as Settlement;
    } catch {
      return undefined;
    }
  }

  async #waitForEnd(met: Met, patience: Patience): Promise<void> {
    const lock = await FileLock.open(this.#folder.lockOf(met.header.id), this.#driver, patience, describe(met));
    lock.close(true);
  }

  async #shownState({ state, header: { id } }: Met): Promise<CommitRecord['state']> {
    if (state === 'done') return 'committed';
    if (state === 'pending') return 'unconfirmed';
    const lock = await FileLock.tryOpen(this.#folder.lockOf(id), this.#driver);
    lock?.close(true);
    return lock ? 'broken' : 'running';
  }

  /** Ends a transaction whose lock this process was given by its owner, who lives no more or whose time is over. */
  async recoverHeld(id: string, recovery: Recovery, descriptor: number): Promise<void> {
    await this.#end(id, FileLock.adopt(descriptor, this.#folder.lockOf(id)), recovery);
  }

  /** Ends a transaction whose owner lives no more. Gives `undefined` where it lives, or has ended meanwhile. */
  async #recoverDead(id: string, recovery: Recovery): Promise<CommitRecord | undefined> {
    const lock = await FileLock.tryOpen(this.#folder.lockOf(id), this.#driver);
    return lock && (await this.#end(id, lock, recovery));
  }

  /** The same for one whose owner was killed, while what that had started goes on and holds the lock. */
  async #recoverOrphan(
    { id, state }: { readonly id: string; readonly state: EntryState },
    recovery: Recovery,
    patience: Patience,
  ): Promise<CommitRecord | undefined> {
    const met = this.#read(id, state);
    if (!met || lives(met.header.owner)) return undefined;
    try {
      const lock = await FileLock.open(this.#folder.lockOf(id), this.#driver, patience, describe(met));
      return await this.#end(id, lock, recovery);
    } catch (error) {
      // It lives longer than one wants to wait, perhaps where its process cannot be seen from here.
      if (error instanceof ConflictError) return undefined;
      throw error;
    }
  }

  async #end(id: string, lock: FileLock, recovery: Recovery): Promise<CommitRecord | undefined> {
    const { folder, machine } = this.#open();
    // Only now that nobody else can change it is it known what it is.
    const found = folder.entries().find((each) => each.id === id && each.state !== 'done');
    const files = new EntryFiles(folder, id, found?.state ?? 'tmp', lock);
    if (!found) {
      files.release();
      return undefined;
    }
    const entry = found.state === 'tmp' ? undefined : readEntry(folder.fileOf(id, found.state));
    if (!entry || entry.kind === 'torn' || (entry.kind === 'entry' && entry.header.bootId !== machine.bootId)) {
      // Nothing of it was begun, or nothing of it outlived the machine.
      files.remove();
      return undefined;
    }
    if (entry.kind === 'newer' || entry.header.host !== machine.host) {
      files.release();
      return undefined;
    }
    const { intent, facts } = entry;
    const counts = found.state === 'committed';
    // Its owner may live and confirm it at this very moment: whoever renames it has it.
    if (found.state === 'pending' && !files.tryBecome('undoing')) {
      files.release();
      return undefined;
    }
    try {
      const { clean, settlement } = await recovery.recover({
        intent,
        facts,
        counts,
        lock: files.lock,
        ...(counts ? { settlement: this.#settlement(id) } : {}),
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
    const { folder, machine } = this.#open();
    const lock = await FileLock.tryOpen(folder.lockOf(id), this.#driver);
    if (!lock) return;
    const files = new EntryFiles(folder, id, 'done', lock);
    let dead = false;
    try {
      const path = folder.fileOf(id, 'done');
      const entry = existsSync(path) ? readEntry(path) : undefined;
      dead = entry?.kind === 'torn' || (entry?.kind === 'entry' && entry.header.bootId !== machine.bootId);
      if (!dead && entry?.kind === 'entry' && entry.header.host === machine.host)
        dead = await recovery.isGone(entry.intent);
    } finally {
      if (dead) files.remove();
      else files.release();
    }
  }
}

function describe({ header: { id, owner }, intent: { label } }: Whole): string {
  const who = owner.command === '' ? '' : ` (${owner.command})`;
  return `commit ${label === undefined ? id : `"${label}" (${id})`} of process ${owner.pid}${who}`;
}
