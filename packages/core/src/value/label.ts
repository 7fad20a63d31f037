import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** What a list of commits has room for; as long as the alias of a link. */
const LONGEST = 255;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** The label of a commit: one line of at most 255 bytes. It is shown in errors, and written into the journal. */
export function parseLabel(value: unknown): Parsed<string> {
  if (typeof value !== 'string') return refuse('label', `expected a text, got ${showValue(value)}`);
  const bytes = Buffer.byteLength(value);
  if (bytes > LONGEST) return refuse('label', `a label has at most ${LONGEST} bytes, got ${bytes}`);
  return CONTROL.test(value) ? refuse('label', `${showValue(value)} is not one line of text`) : accept(value);
}
