import { randomBytes } from 'node:crypto';

/** An id that sorts by time and is unique: milliseconds in base 36, then 40 random bits. */
export function commitId(now: Date): string {
  return `${now.getTime().toString(36).padStart(9, '0')}-${randomBytes(5).toString('hex')}`;
}
