import type { CommitRecord } from '../commit-record.js';
import type { Intent } from './intent.js';

/** A transaction's intent as `net.commits()` shows it. */
export function recordOf(
  { id, label, startedAt, operations, finals }: Intent,
  state: CommitRecord['state'],
): CommitRecord {
  return Object.freeze({
    id,
    ...(label === undefined ? {} : { label }),
    startedAt,
    state,
    operations: [...operations.map(({ operation }) => operation), ...finals],
  });
}
