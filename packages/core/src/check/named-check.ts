import type { Check } from '../transaction/check.js';

/** A check with a name for messages and events. */
export type NamedCheck = Exclude<Check, (...args: never) => unknown>;
