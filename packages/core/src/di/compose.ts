import type { Driver } from '../driver/driver.js';
import { EventBus } from '../event/event-bus.js';
import { PluginChain } from '../plugin/plugin-chain.js';
import { MemoryCommitLog } from '../transaction/commit-log.js';
import { machineLeases } from '../transaction/dhcp.js';
import { systemClock } from './clock.js';
import { type DependencyContainer, type InjectionToken, rootContainer } from './injection.js';
import { CLOCK, DRIVER, EVENTS, JOURNAL, LEASES, PLUGINS } from './tokens.js';

/**
 * The container of one `Net`: a child of the application's, or of the root. What the options say comes first, then what
 * the parent has under our tokens, then our own.
 */
export function compose(driver: Driver, parent: DependencyContainer = rootContainer): DependencyContainer {
  const container = parent.createChildContainer();
  const byDefault = <T>(token: InjectionToken<T>, make: () => T): void => {
    if (!parent.isRegistered(token, true)) container.registerInstance(token, make());
  };
  container.registerInstance(DRIVER, driver);
  byDefault(EVENTS, () => new EventBus());
  container.registerInstance(PLUGINS, new PluginChain(container.resolve(EVENTS)));
  byDefault(CLOCK, () => systemClock);
  byDefault(JOURNAL, () => new MemoryCommitLog());
  byDefault(LEASES, () => machineLeases);
  return container;
}
