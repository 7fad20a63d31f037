import { textOf } from './canonical.js';

/** Where two states differ first, the path and what each has there. */
export function firstDifference(simulated: unknown, real: unknown, path = 'state'): string {
  if (isObject(simulated) && isObject(real)) {
    const keys = new Set([...Object.keys(simulated), ...Object.keys(real)]);
    const listsDiffer = Array.isArray(simulated) && Array.isArray(real) && simulated.length !== real.length;
    if (!listsDiffer) {
      for (const key of keys) {
        const [one, other] = [Reflect.get(simulated, key) as unknown, Reflect.get(real, key) as unknown];
        if (textOf(one ?? null) !== textOf(other ?? null)) return firstDifference(one, other, `${path}.${key}`);
      }
    }
  }
  return `${path}:\n  simulated ${textOf(simulated ?? null)}\n  real      ${textOf(real ?? null)}`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
