import { accept, refuse, type Parsed } from './parsed.js';
import { showValue } from './show-value.js';

/** One page, which is what most handlers of `/proc/sys` read at once. */
const LONGEST = 4096;
/** Controls but the tab. */
const CONTROL = /[^\P{Cc}\t]/u;

/** The value of a kernel parameter: one line of text, tabs allowed; a number is written in decimal. */
export function parseSysctlValue(value: unknown): Parsed<string> {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return accept(String(value));
  if (typeof value !== 'string') {
    return refuse('sysctl-value', `expected a text or a whole number, got ${showValue(value)}`);
  }
  const text = value.trim();
  if (Buffer.byteLength(text) > LONGEST) return refuse('sysctl-value', `a value has at most ${LONGEST} bytes`);
  if (text === '') return refuse('sysctl-value', 'a value cannot be empty');
  if (CONTROL.test(text)) return refuse('sysctl-value', `${showValue(value)} is not one line of text`);
  return accept(text);
}
