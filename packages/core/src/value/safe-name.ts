import type { ProblemCode } from '../error/problem-code.js';
import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/**
 * The letters that names may have here. The kernel takes more (quotes, `#`, `%`, any UTF-8), but such a name could be
 * read as an option, a comment of a batch file, a path or a pattern by some tool on the way; nobody needs them.
 */
const SAFE = /^[A-Za-z0-9_.@+][A-Za-z0-9_.@+-]*$/;

/** Which name it is, and how long it may be. */
export interface NameRule {
  /** The code of a refusal. */
  readonly code: ProblemCode;
  /** With its article: `an interface name`. */
  readonly what: string;
  /** In bytes, which are characters here. */
  readonly longest: number;
}

/** A name that no command, batch file or path can take for something else: neither `.` nor `..`, nor with a leading dash. */
export function parseSafeName(value: unknown, { code, what, longest }: NameRule): Parsed<string> {
  if (typeof value !== 'string') return refuse(code, `expected ${what}, got ${showValue(value)}`);
  const bytes = Buffer.byteLength(value);
  if (bytes === 0) return refuse(code, `${what} cannot be empty`);
  if (bytes > longest) {
    return refuse(code, `${what} has at most ${longest} bytes, ${showValue(value)} has ${bytes}`);
  }
  if (value === '.' || value === '..') return refuse(code, `${showValue(value)} cannot be ${what}`);
  if (!SAFE.test(value)) {
    return refuse(
      code,
      `${showValue(value)} cannot be ${what}`,
      'use letters, digits and _ . @ + -, and no - at the start',
    );
  }
  return accept(value);
}
