import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Driver } from '../../driver/driver.js';
import { UnsupportedError } from '../../error/unsupported-error.js';
import type { Journal } from '../journal/journal.js';
import { Guard } from './guard.js';

/** How much longer than the window a guard waits, so that a process that lives is the one that undoes. */
const GRACE_MS = 1000;

export interface GuardOptions {
  readonly driver: Driver;
  readonly journal: Journal;
  /** The commit to guard; absent for all of this process. */
  readonly id?: string;
  readonly lock?: number | undefined;
  readonly windowMs?: number;
  /** The module that a guard runs, for bundled applications. */
  readonly recoverEntry?: string | undefined;
}

/**
 * Starts a guard where there is anything to guard: what only this process knows is gone with it.
 *
 * @throws UnsupportedError where the driver cannot be loaded by another process.
 */
export async function startGuard(options: GuardOptions): Promise<Guard | undefined> {
  const { driver, journal, id, lock, windowMs = 0, recoverEntry } = options;
  if (journal.folder === undefined) return undefined;
  if (!driver.revive) {
    throw new UnsupportedError(
      `the driver ${driver.name} does not say how another process can load it (\`revive\`), so nothing can guard a commit`,
    );
  }
  // Whole paths: a guard lives in the root folder.
  const entry = recoverEntry === undefined ? ownEntry() : resolve(recoverEntry);
  const task = { journal: journal.folder, driver: driver.revive, ...(id === undefined ? {} : { id }) };
  return await Guard.start(task, windowMs + GRACE_MS, entry, lock);
}

/** The program of this package, wherever that is installed. */
function ownEntry(): string {
  return fileURLToPath(new URL('guard-entry.js', import.meta.url));
}
