import { ValidationError } from '../error/validation-error.js';
import type { Parsed } from '../value/parsed.js';

/** The value, or a {@link ValidationError} that names the call it was given to. */
export function requireParsed<T>(result: Parsed<T>, call: string): T {
  if (result.ok) return result.value;
  const { code, message, mend } = result;
  throw new ValidationError([{ code, call, message, ...(mend === undefined ? {} : { mend }) }]);
}
