import type { Driver } from '@netloom/core';

/** A driver for somebody who closes it when they are done, while others still need it. */
export function lent(driver: Driver): Driver {
  return new Proxy(driver, {
    get(target, property) {
      if (property === 'close') return async () => undefined;
      const own: unknown = Reflect.get(target, property);
      // Drivers have private fields, which a proxy has not.
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
