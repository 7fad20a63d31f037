import type { Driver } from '../driver/driver.js';
import { EventBus } from '../event/event-bus.js';
import { PluginChain } from '../plugin/plugin-chain.js';
import { MachineLeases } from '../transaction/dhcp.js';
import { FileJournal } from '../transaction/journal/file-journal.js';
import { journalPath } from '../transaction/journal/journal-folder.js';
import { MemoryJournal } from '../transaction/journal/memory-journal.js';
import { systemClock } from './clock.js';
import { type DependencyContainer, type InjectionToken, rootContainer } from './injection.js';
import { CLOCK, DRIVER, EVENTS, JOURNAL, LEASES, PLUGINS } from './tokens.js';

export interface Composition {
  readonly driver: Driver;
  /** The application's container. */
  readonly parent?: DependencyContainer | undefined;
  /** The folder of the journal. */
  readonly journal?: string | undefined;
}

/**
 * The container of one `Net`: a child of the application's, or of the root. What the options say comes first, then what
 * the parent has under our tokens, then our own.
 */
export function compose({ driver, parent = rootContainer, journal }: Composition): DependencyContainer {
  const container = parent.createChildContainer();
  const byDefault = <T>(token: InjectionToken<T>, make: () => T): void => {
    if (!parent.isRegistered(token, true)) container.registerInstance(token, make());
  };
  const durable = (): FileJournal => new FileJournal(driver, journal);
  container.registerInstance(DRIVER, driver);
  byDefault(EVENTS, () => new EventBus());
  container.registerInstance(PLUGINS, new PluginChain(container.resolve(EVENTS)));
  byDefault(CLOCK, () => systemClock);
  if (journal === undefined) byDefault(JOURNAL, () => (driver.durable ? durable() : new MemoryJournal()));
  else container.registerInstance(JOURNAL, durable());
  byDefault(LEASES, () => driver.leases ?? new MachineLeases(() => journal ?? journalPath()));
  return container;
}
