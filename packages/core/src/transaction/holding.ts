import type { Driver } from '../driver/driver.js';

/**
 * The driver, with a transaction's lock given to everything that it starts to change the network: such a process goes on
 * when this one is killed, and until it has ended nobody else may take the transaction for dead.
 */
export function holding(driver: Driver, lock: number | undefined): Driver {
  if (lock === undefined) return driver;
  const apply: Driver['apply'] = async (operations, options) => driver.apply(operations, { ...options, lock });
  return new Proxy(driver, {
    get: (target, property) => {
      if (property === 'apply') return apply;
      const value: unknown = Reflect.get(target, property);
      // Bound to the driver itself: what is private to it cannot be reached through a proxy.
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
