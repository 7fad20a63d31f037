/** Options are three levels deep at most; what is deeper is not copied, and refused when it is read. */
const DEEPEST = 8;

/** Stands for a property whose getter threw: builder calls never throw, and no parser accepts a symbol. */
const UNREADABLE = Symbol('unreadable');

/**
 * A copy of plain objects and arrays, so that changing an object of options after the call does not change the builder.
 * Anything else (functions, instances of classes) is kept as it is.
 */
export function snapshot(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) return value;
  try {
    if (Array.isArray(value)) return value.map((item) => snapshot(item, depth + 1));
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null ? snapshotOf(value, depth) : value;
  } catch {
    return UNREADABLE;
  }
}

function snapshotOf(source: object, depth: number): object {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(source)) {
    const item = snapshot(read(source, key), depth + 1);
    // Plain assignment would call the setter of that name instead of making a property.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: item, enumerable: true });
    else copy[key] = item;
  }
  return copy;
}

function read(source: object, key: string): unknown {
  try {
    return Reflect.get(source, key);
  } catch {
    return UNREADABLE;
  }
}
