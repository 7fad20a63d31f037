import { DUMP_NAMES } from '../read/dumps.js';

/**
 * A transcript of what the kernel says of its state goes from one thread to another as bytes: frames, each with its length
 * (header included, padding not) and its tag in the byte order of the machine, and padded to four bytes.
 */
export const FRAME_HEADER_LENGTH = 8;

/** A tag below this begins the dump of that place among {@link DUMP_NAMES}. */
export const MESSAGES: number = DUMP_NAMES.length;
/** The end of a namespace, with its facts as JSON. */
export const FACTS: number = DUMP_NAMES.length + 1;
