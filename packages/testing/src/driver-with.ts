import type { Driver } from '@netloom/core';

/**
 * A driver like another, but for some of its methods. It has all that the other has, whatever that is: an object that is
 * frozen, or of a class with private fields, which a proxy has not.
 */
export function driverWith<D extends Driver>(driver: D, instead: Partial<Driver>): D {
  // An empty one to stand for it: a proxy may not say otherwise than a frozen target does.
  const target = Object.create(Object.getPrototypeOf(driver) as object) as D;
  return new Proxy(target, {
    get(_target, property) {
      const from = Object.hasOwn(instead, property) ? instead : driver;
      const value: unknown = Reflect.get(from, property);
      return typeof value === 'function' ? value.bind(from) : value;
    },
    set: (_target, property, value) => Reflect.set(driver, property, value),
    has: (_target, property) => Reflect.has(driver, property),
  });
}
