import { posix } from 'node:path';
import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** PATH_MAX of linux/limits.h, 4096, counts the NUL at the end. */
const LONGEST = 4095;
const CONTROL = /\p{Cc}/u;

/** The path of an nsfs file: absolute, without `..`, `//` and control characters. */
export function parseNamespacePath(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return refuse('namespace-path', `expected a path, got ${showValue(value)}`);
  if (Buffer.byteLength(value) > LONGEST) return refuse('namespace-path', `a path has at most ${LONGEST} bytes`);
  if (CONTROL.test(value)) return refuse('namespace-path', `${showValue(value)} has a control character`);
  if (!value.startsWith('/')) {
    return refuse('namespace-path', `${showValue(value)} is no absolute path`, 'begin it with a /');
  }
  const normal = posix.normalize(value);
  if (normal !== value || value.endsWith('/')) {
    return refuse('namespace-path', `${showValue(value)} is no plain path of a file`, `use ${showValue(normal)}`);
  }
  return accept(value);
}
