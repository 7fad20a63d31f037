import { workerData } from 'node:worker_threads';
import { EntryFiles } from '../../../dist/transaction/journal/file-open-entry.js';
import { JournalFolder } from '../../../dist/transaction/journal/journal-folder.js';
import { FileLock } from '../../../dist/transaction/journal/file-lock.js';

/** What the two that race share: whose turn it is, and a place for each one's answer in every round. */
export interface Race {
  readonly journal: string;
  readonly ids: readonly string[];
  /** How many have come to the line. */
  readonly line: Int32Array;
  /** 1 where this one won the round. */
  readonly won: Int32Array;
  readonly state: 'confirmed' | 'undoing';
}

/** Tries to change the state of each transaction at the same instant as the other. */
export function race({ journal, ids, line, won, state }: Race): void {
  const folder = JournalFolder.open(journal);
  for (const [round, id] of ids.entries()) {
    const files = new EntryFiles(folder, id, 'pending', FileLock.adopt(0, folder.lockOf(id)));
    Atomics.add(line, 0, 1);
    while (Atomics.load(line, 0) < 2 * (round + 1));
    won[round] = files.tryBecome(state === 'undoing' ? 'undoing' : 'committed') ? 1 : 0;
  }
}

if (workerData !== null) race(workerData as Race);
