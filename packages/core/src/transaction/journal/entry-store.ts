import { readFileSync } from 'node:fs';
import { ConflictError } from '../../error/conflict-error.js';
import { readEntry, type ReadEntry } from './entry-file.js';
import { ENTRY_STATES, isCommitId, isUnderWay, type EntryState } from './entry-state.js';
import type { Settlement } from './intent.js';
import { JournalFolder } from './journal-folder.js';
import { thisMachine, type Machine } from './machine.js';
import { showValue } from '../../value/show-value.js';

export type WholeEntry = Extract<ReadEntry, { kind: 'entry' }>;
/** A transaction as it was found, with the state that its file had then. */
export type MetEntry = WholeEntry & { readonly state: EntryState };

/** The transactions of this host and boot that are written down. */
export class EntryStore {
  readonly #path: string | undefined;
  #opened: { readonly folder: JournalFolder; readonly machine: Machine } | undefined;

  constructor(path: string | undefined) {
    this.#path = path;
  }

  get folder(): JournalFolder {
    return this.#open().folder;
  }

  get machine(): Machine {
    return this.#open().machine;
  }

  /** Transactions that own what they touch; those that are known already are not read again, for intents never change. */
  underWay(known: readonly MetEntry[] = []): MetEntry[] {
    return this.folder.entries().flatMap(({ id, state }) => {
      if (!isUnderWay(state)) return [];
      const met = known.find(({ header }) => header.id === id);
      return (met ? { ...met, state } : this.#readUnderWay(id, state)) ?? [];
    });
  }

  /** Between listing and reading it may have become something else: then it is read as that. */
  #readUnderWay(id: string, listed: EntryState): MetEntry | undefined {
    for (const state of [listed, ...ENTRY_STATES.filter(isUnderWay)]) {
      const met = this.read(id, state);
      if (met) return met;
    }
    return undefined;
  }

  /** A transaction's file, if it is there still, whole, of this boot and of this host. */
  read(id: string, state: EntryState): MetEntry | undefined {
    const { folder, machine } = this;
    if (state === 'tmp') return undefined;
    const entry = readEntry(folder.fileOf(id, state));
    if (entry?.kind !== 'entry' || entry.header.bootId !== machine.bootId || entry.header.host !== machine.host)
      return undefined;
    return { ...entry, state };
  }

  /** A commit that can be undone, or is being undone. @throws ConflictError where there is none. */
  kept(id: string): MetEntry {
    for (const state of isCommitId(id) ? (['done', 'undoing'] as const) : []) {
      const met = this.read(id, state);
      if (met) return met;
    }
    throw notKnown(id);
  }

  /** @throws ConflictError where it cannot be the id of a commit. */
  requireId(id: unknown): void {
    if (!isCommitId(id)) throw notKnown(id);
  }

  /** What is known of a commit since it counted. It is written before that is said, so that half of it never counts. */
  settlement(id: string): Settlement | undefined {
    try {
      return JSON.parse(readFileSync(this.folder.settlementOf(id), 'utf8')) as Settlement;
    } catch {
      return undefined;
    }
  }

  /** Opened at first use: a `Net` that only looks needs none. */
  #open(): { readonly folder: JournalFolder; readonly machine: Machine } {
    this.#opened ??= { folder: JournalFolder.open(this.#path), machine: thisMachine() };
    return this.#opened;
  }
}

/** A transaction and its owner, for errors. */
export function describe({ header: { id, owner }, intent: { label } }: WholeEntry): string {
  const who = owner.command === '' ? '' : ` (${owner.command})`;
  return `commit ${label === undefined ? id : `"${label}" (${id})`} of process ${owner.pid}${who}`;
}

function notKnown(id: unknown): ConflictError {
  return new ConflictError(`no commit ${showValue(id)} is known`, [
    'it was undone or forgotten, waits to be confirmed, or belongs to another boot or network namespace',
  ]);
}
