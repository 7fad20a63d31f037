import { ConflictError } from '../../error/conflict-error.js';

/** The error where a transaction that could not be taken back is in the way of another. */
export function stillBroken(owner: string): ConflictError {
  return new ConflictError(
    'a transaction that was cut off is in the way and could not be rolled back: mend it and call net.recover(), or net.forget() it',
    [owner],
  );
}
