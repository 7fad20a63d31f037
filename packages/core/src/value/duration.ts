import { integer } from './integer.js';
import type { Parser } from './parsed.js';

/** The longest that a timer of Node can wait: 2^31 - 1 milliseconds, 24.8 days; longer ones fire at once. */
const LONGEST = 2 ** 31 - 1;

/** A time to wait, in whole milliseconds. */
export const parseDurationMs: Parser<number> = integer('duration', 1, LONGEST, 'milliseconds');

/** The same, or 0: not to wait at all. */
export const parseWaitMs: Parser<number> = integer('duration', 0, LONGEST, 'milliseconds');
