import type { RouteAttributes } from '../../operation/route-operation.js';
import { sameHops } from '../../state/route-key.js';

/** JSON data: what it inherits is no data, and equal to none. */
type Fields = { readonly [field: string]: unknown };

/** Whether `given` is what `whole` says wherever it says anything: the kernel fills in what was left open. */
export function covers(given: object, whole: object, ignored: ReadonlySet<string>): boolean {
  const actual = whole as Fields;
  return Object.entries(given).every(
    ([field, value]) => ignored.has(field) || value === undefined || sameJson(value, actual[field]),
  );
}

/** The same for a route: of its ways it may have left open what the kernel chose. */
export function coversRoute(
  { nextHops, ...given }: Partial<RouteAttributes>,
  route: RouteAttributes,
  ignored: ReadonlySet<string>,
): boolean {
  return covers(given, route, ignored) && sameHops(route.nextHops ?? [], nextHops ?? []);
}

/** Equality of JSON data, whatever the order of its fields; an absent field and `undefined` are the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Fields, b as Fields];
  for (const key of Object.keys(a)) if (!sameJson(left[key], right[key])) return false;
  for (const key of Object.keys(b)) if (left[key] === undefined && right[key] !== undefined) return false;
  return true;
}
