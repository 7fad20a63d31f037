import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** IFALIASZ of linux/if.h, 256, counts the NUL at the end. */
const LONGEST = 255;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Free text that is kept with a link: one line of at most 255 bytes. `ip link set … alias TEXT`. */
export function parseAlias(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return refuse('alias', `expected a text, got ${showValue(value)}`);
  const bytes = Buffer.byteLength(value);
  if (bytes === 0 || bytes > LONGEST) return refuse('alias', `an alias has 1 to ${LONGEST} bytes, got ${bytes}`);
  if (CONTROL.test(value)) return refuse('alias', `${showValue(value)} is not one line of text`);
  return accept(value);
}
