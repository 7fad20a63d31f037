import { errnoName } from './errno.js';
import { libc } from './libc.js';
import { SystemError } from './system-error.js';

/** Passes a result on, or throws what the failed call left in errno. `action` says what was tried. */
export function check(result: number, action: string): number {
  if (result !== -1) return result;
  throw new SystemError(action, errnoName(libc().errno()));
}
