import type { Driver } from '@netloom/core';

/** The driver with one of its methods replaced. */
export function withApply(real: Driver, apply: Driver['apply']): Driver {
  return new Proxy(real, {
    get: (target, property) => {
      if (property === 'apply') return apply;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
