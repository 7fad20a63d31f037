import type { Intent } from './intent.js';
import type { OpenEntry } from './journal.js';

/** The entry of a transaction that does nothing: there is nothing to keep. */
export function unwritten(intent: Intent): OpenEntry {
  const nothing = (): void => undefined;
  return {
    intent,
    facts: [],
    learn: nothing,
    commit: nothing,
    pend: nothing,
    confirm: () => true,
    takeBack: () => undefined,
    settle: nothing,
    drop: nothing,
    leaveBroken: nothing,
  };
}
