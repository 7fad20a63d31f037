import { integer } from './integer.js';
import type { Parser } from './parsed.js';

/** PID_MAX_LIMIT of linux/threads.h on 64 bits. */
const LARGEST = 2 ** 22;

/** The id of a process, as `/proc` names it. */
export const parseProcessId: Parser<number> = integer('process-id', 1, LARGEST);
