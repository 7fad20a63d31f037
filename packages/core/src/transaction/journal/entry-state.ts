/**
 * The state of a transaction is the ending of its file's name, and every change of state is one rename: whoever's rename
 * succeeds has made it.
 *
 * - `tmp`: being written; nothing was touched.
 * - `prepared`: may have begun; going back undoes it.
 * - `committed`: it counts; what was taken out of service is still to be destroyed.
 * - `done`: it counts and is complete; kept while it can be undone.
 * - `pending`: complete, but counts only if it is confirmed in time.
 * - `undoing`: is being undone, or an undo was left half done.
 */
export const ENTRY_STATES = ['tmp', 'prepared', 'committed', 'done', 'pending', 'undoing'] as const;

export type EntryState = (typeof ENTRY_STATES)[number];

/** Ids are ours: nothing that somebody put into the folder is taken for one. */
const FILE_NAME = /^(?<id>[0-9a-z]{9}-[0-9a-f]{10})\.(?<state>[a-z]+)$/;
const ID = /^[0-9a-z]{9}-[0-9a-f]{10}$/;

/** Whether somebody gave the id of a commit: it becomes the name of a file, and no path. */
export function isCommitId(id: unknown): id is string {
  return typeof id === 'string' && ID.test(id);
}

export function parseFileName(name: string): { readonly id: string; readonly state: EntryState } | undefined {
  const { id, state } = FILE_NAME.exec(name)?.groups ?? {};
  const known = ENTRY_STATES.find((each) => each === state);
  return id === undefined || known === undefined ? undefined : { id, state: known };
}

/** The id of whatever belongs to a transaction: its record, its lock, what undoing it needs. */
export function idOfFile(name: string): string | undefined {
  return FILE_NAME.exec(name)?.groups?.['id'];
}

/** States of a transaction that is under way: it owns what it touches. */
export function isUnderWay(state: EntryState): boolean {
  return state !== 'done' && state !== 'tmp';
}
