import { createNet } from '../../create-net.js';
import { JOURNAL } from '../../di/tokens.js';
import type { Driver } from '../../driver/driver.js';
import { FileJournal } from '../journal/file-journal.js';
import { Recoverer } from '../recoverer.js';
import type { GuardTask } from './guard.js';

/** The descriptor that the guard's process holds the commit's lock by. */
const LOCK_DESCRIPTOR = 3;

/**
 * What a guard becomes when the process that it watches has died, or its time is over: loads the driver again and ends what
 * was under way. A bundled application calls this from a module of its own and names that as `recoverEntry`.
 */
export async function runGuard(task: string | undefined = process.argv[2]): Promise<void> {
  const { journal, id, driver: revive } = JSON.parse(task ?? '') as GuardTask;
  const module = (await import(revive.module)) as Readonly<Record<string, (options: unknown) => Driver>>;
  const open = module[revive.export];
  if (!open) throw new TypeError(`${revive.module} has no ${revive.export}`);
  const driver = open(revive.options);
  await using net = createNet({ driver, journal });
  if (id === undefined) await net.recover();
  else {
    const entries = net.container.resolve(JOURNAL);
    if (entries instanceof FileJournal)
      await entries.recoverHeld(id, net.container.resolve(Recoverer), LOCK_DESCRIPTOR);
  }
}
