import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Driver } from '../../driver/driver.js';
import { ConflictError } from '../../error/conflict-error.js';
import { UnsupportedError } from '../../error/unsupported-error.js';
import type { CommitRecord } from '../commit-record.js';
import { readEntry, writeEntry, type ReadEntry } from './entry-file.js';
import { isUnderWay, type EntryState } from './entry-state.js';
import { FileLock } from './file-lock.js';
import { EntryFiles, FileOpenEntry, FileUndoEntry } from './file-open-entry.js';
import { isEmpty, type Intent, type Settlement } from './intent.js';
import { JournalFolder } from './journal-folder.js';
import type { BeginOptions, Journal, KeptEntry, OpenEntry, Recovery, TakenEntry } from './journal.js';
import { thisMachine, type Machine } from './machine.js';
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

  async take(id: string, options: BeginOptions): Promise<TakenEntry> {
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
        const kept = this.#kept(id);
        inTheWay = this.#underWay().find(
          (met) => met.header.id !== id && collision(met.intent, kept.entry.intent) !== undefined,
        );
        if (!inTheWay) {
          const lock = await FileLock.tryOpen(this.#folder.lockOf(id), this.#driver);
          if (!lock) throw new ConflictError(`commit "${id}" is being undone by another process`);
          const files = new EntryFiles(this.#folder, id, kept.state, lock);
          files.become('undoing');
          return { entry: kept.entry, open: new FileUndoEntry(files, 'done') };
        }
      } finally {
        planning.close();
      }
      await this.#waitForEnd(inTheWay, patience);
    }
  }

  async forget(id: string): Promise<void> {
    const lock = await FileLock.tryOpen(this.#folder.lockOf(id), this.#driver);
    if (!lock) throw new ConflictError(`commit "${id}" is being worked on by another process`);
    const state = this.#folder.entries().find((entry) => entry.id === id)?.state ?? 'done';
    new EntryFiles(this.#folder, id, state, lock).remove();
  }

  async recover(recovery: Recovery): Promise<readonly CommitRecord[]> {
    const records: CommitRecord[] = [];
    for (const { id, state } of this.#folder.entries()) {
      if (state === 'done') {
        await this.#dropIfGone(id, recovery);
        continue;
      }
      const record = await this.#recoverDead(id, recovery);
      if (record) records.push(record);
    }
    return records;
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
      const intent = await plan();
      if (isEmpty(intent)) return unwritten(intent);
      const inTheWay = this.#underWay().find((met) => collision(met.intent, intent) !== undefined);
      if (!inTheWay) return await this.#write(intent);
      // A dead one is ended here and now: nobody may build on what it left.
      const record = await this.#recoverDead(inTheWay.header.id, recovery);
      if (!record) return inTheWay;
      if (record.state === 'broken') {
        throw new ConflictError(
          'a transaction that was cut off is in the way and could not be rolled back: mend it and call net.recover(), or net.forget() it',
          [describe(inTheWay)],
        );
      }
      return 'again';
    } finally {
      planning.close();
    }
  }

  async #write(intent: Intent): Promise<OpenEntry> {
    const { folder, machine } = this.#open();
    const lock = await FileLock.tryOpen(folder.lockOf(intent.id), this.#driver);
    if (!lock) throw new ConflictError(`the id ${intent.id} is in use`);
    const facts = intent.operations.filter(
      ({ operation: { op } }) => op === 'namespace.add' || op === 'dhcp.acquire',
    ).length;
    try {
      const writer = writeEntry(
        folder.fileOf(intent.id, 'tmp'),
        folder.fileOf(intent.id, 'prepared'),
        intent,
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

  #underWay(): Met[] {
    return this.#folder.entries().flatMap(({ id, state }) => (isUnderWay(state) ? (this.#read(id, state) ?? []) : []));
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

  #kept(id: string): { entry: KeptEntry; state: EntryState } {
    for (const state of ['done', 'undoing'] as const) {
      const met = this.#read(id, state);
      if (!met) continue;
      const path = this.#folder.settlementOf(id);
      const settlement: Settlement = existsSync(path)
        ? (JSON.parse(readFileSync(path, 'utf8')) as Settlement)
        : { identities: [] };
      return { entry: { intent: met.intent, facts: met.facts, settlement }, state };
    }
    throw new ConflictError(`no commit "${id}" is known`, [
      'it was undone or forgotten, or belongs to another boot or network namespace',
    ]);
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
    const { clean } = await recovery.recover({ intent, facts, counts });
    if (counts) files.become('done');
    else if (clean) {
      files.remove();
      return recordOf(intent, 'rolled-back');
    } else if (found.state === 'prepared') files.become('undoing');
    files.release();
    return recordOf(intent, counts ? 'committed' : 'broken');
  }

  async #dropIfGone(id: string, recovery: Recovery): Promise<void> {
    const { folder, machine } = this.#open();
    const lock = await FileLock.tryOpen(folder.lockOf(id), this.#driver);
    if (!lock) return;
    const files = new EntryFiles(folder, id, 'done', lock);
    const path = folder.fileOf(id, 'done');
    const entry = existsSync(path) ? readEntry(path) : undefined;
    const old = entry?.kind === 'torn' || (entry?.kind === 'entry' && entry.header.bootId !== machine.bootId);
    const gone = entry?.kind === 'entry' && entry.header.host === machine.host && (await recovery.isGone(entry.intent));
    if (old || gone) files.remove();
    else files.release();
  }
}

function describe({ header: { id, owner }, intent: { label } }: Whole): string {
  const who = owner.command === '' ? '' : ` (${owner.command})`;
  return `commit ${label === undefined ? id : `"${label}" (${id})`} of process ${owner.pid}${who}`;
}
