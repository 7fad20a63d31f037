import type { Driver } from '../driver/driver.js';
import type { EventBus } from '../event/event-bus.js';
import type { PluginChain } from '../plugin/plugin-chain.js';
import type { Journal } from '../transaction/journal/journal.js';
import type { LeaseService } from '../transaction/dhcp.js';
import type { Clock } from './clock.js';
import type { InjectionToken } from './injection.js';

/** The driver of the `Net`. */
export const DRIVER: InjectionToken<Driver> = Symbol.for('netloom.driver');
/** What tells listeners of lifecycle events. */
export const EVENTS: InjectionToken<EventBus> = Symbol.for('netloom.events');
/** The plugins of the `Net`, in their order. */
export const PLUGINS: InjectionToken<PluginChain> = Symbol.for('netloom.plugins');
/** Where transactions are written down: before they run, and as long as they can be undone. */
export const JOURNAL: InjectionToken<Journal> = Symbol.for('netloom.journal');
/** Where the time is taken from. */
export const CLOCK: InjectionToken<Clock> = Symbol.for('netloom.clock');
/** What acquires DHCP leases. */
export const LEASES: InjectionToken<LeaseService> = Symbol.for('netloom.leases');
